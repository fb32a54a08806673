package main

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"
)

const maximumBodyByteCount = 1 << 20

var (
	orderIDPattern = regexp.MustCompile(`^ORD-[0-9]{3,}$`)
	phonePattern   = regexp.MustCompile(`^\+?[0-9 -]{6,20}$`)
)

// registerChecks adds the checks that the validator does not bring, and lets it report the names of the JSON members.
func registerChecks() {
	engine, ok := binding.Validator.Engine().(*validator.Validate)
	if !ok {
		panic("gin's validator is another one")
	}
	matches := func(pattern *regexp.Regexp) validator.Func {
		return func(level validator.FieldLevel) bool { return pattern.MatchString(level.Field().String()) }
	}
	for name, pattern := range map[string]*regexp.Regexp{"orderid": orderIDPattern, "phone": phonePattern} {
		if err := engine.RegisterValidation(name, matches(pattern)); err != nil {
			panic(err)
		}
	}
	engine.RegisterTagNameFunc(func(field reflect.StructField) string {
		for _, tag := range []string{"json", "form", "uri"} {
			if name, _, _ := strings.Cut(field.Tag.Get(tag), ","); name != "" {
				return name
			}
		}
		return field.Name
	})
}

// strictJSON is gin's JSON binding, but it refuses unknown members, a second value and bodies without end.
type strictJSON struct{}

func (strictJSON) Name() string { return "json" }

func (strictJSON) Bind(request *http.Request, target any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(nil, request.Body, maximumBodyByteCount))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return errors.New("the body goes on after its value")
	}
	return binding.Validator.ValidateStruct(target)
}

func isJSON(request *http.Request) bool {
	mediaType, _, err := mime.ParseMediaType(request.Header.Get("Content-Type"))
	return err == nil && mediaType == "application/json"
}

type finding struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

type problem struct {
	Type   string    `json:"type"`
	Title  string    `json:"title"`
	Status int       `json:"status"`
	Code   string    `json:"code"`
	Detail string    `json:"detail"`
	Errors []finding `json:"errors,omitempty"`
}

// refuse answers with a problem document (RFC 9457).
func refuse(c *gin.Context, status int, code string, detail string, findings []finding) {
	body, err := json.Marshal(problem{
		Type:   "about:blank",
		Title:  http.StatusText(status),
		Status: status,
		Code:   code,
		Detail: detail,
		Errors: findings,
	})
	if err != nil {
		c.AbortWithStatus(http.StatusInternalServerError)
		return
	}
	c.Abort()
	c.Data(status, "application/problem+json", body)
}

// refuseInput answers a request that does not fit, with one finding for each broken rule.
func refuseInput(c *gin.Context, err error) {
	var broken validator.ValidationErrors
	if !errors.As(err, &broken) {
		refuse(c, http.StatusBadRequest, "malformed", err.Error(), nil)
		return
	}
	findings := make([]finding, 0, len(broken))
	for _, field := range broken {
		findings = append(findings, finding{
			Pointer: pointer(field.Namespace()),
			Code:    field.Tag(),
			Detail:  "breaks '" + strings.TrimSuffix(field.Tag()+" "+field.Param(), " ") + "'",
		})
	}
	refuse(c, http.StatusBadRequest, "invalid", "the request does not fit its schema", findings)
}

// pointer turns `patientInput.identifier[0].system` into `/identifier/0/system`.
func pointer(namespace string) string {
	_, path, _ := strings.Cut(namespace, ".")
	return "/" + strings.NewReplacer(".", "/", "[", "/", "]", "").Replace(path)
}

// answer sends a body after the same checks that its schema makes of it.
func answer(c *gin.Context, status int, body any) {
	if err := binding.Validator.ValidateStruct(body); err != nil {
		refuse(c, http.StatusInternalServerError, "broken-answer", "the answer does not fit its schema", nil)
		return
	}
	c.JSON(status, body)
}
