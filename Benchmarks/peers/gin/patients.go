package main

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

type identifier struct {
	System string  `json:"system" binding:"required,url"`
	Value  *string `json:"value" binding:"required"`
}

type patientInput struct {
	Name       string       `json:"name" binding:"required,min=1,max=64"`
	Gender     string       `json:"gender" binding:"required,oneof=male female other unknown"`
	BirthDate  *string      `json:"birthDate,omitempty" binding:"omitempty,datetime=2006-01-02"`
	Phone      *string      `json:"phone,omitempty" binding:"omitempty,phone"`
	Identifier []identifier `json:"identifier,omitempty" binding:"omitempty,dive"`
}

type patient struct {
	ID string `json:"id" binding:"required,uuid_rfc4122"`
	patientInput
}

type patientPath struct {
	ID string `uri:"id" binding:"required,uuid_rfc4122"`
}

type patients struct {
	lock sync.RWMutex
	byID map[string]patient
}

func newPatients() *patients {
	birthDate, phone, value := "1984-02-29", "+86 138 0013 8000", "P-000001"
	first := patient{
		ID: "00000000-0000-4000-8000-000000000001",
		patientInput: patientInput{
			Name:       "王芳",
			Gender:     "female",
			BirthDate:  &birthDate,
			Phone:      &phone,
			Identifier: []identifier{{System: "https://registry.example/patients", Value: &value}},
		},
	}
	return &patients{byID: map[string]patient{first.ID: first}}
}

func (p *patients) get(c *gin.Context) {
	var path patientPath
	if err := c.ShouldBindUri(&path); err != nil {
		refuseInput(c, err)
		return
	}
	p.lock.RLock()
	found, ok := p.byID[strings.ToLower(path.ID)]
	p.lock.RUnlock()
	if !ok {
		refuse(c, http.StatusNotFound, "not-found", "there is no such patient", nil)
		return
	}
	answer(c, http.StatusOK, &found)
}

func (p *patients) create(c *gin.Context) {
	if !isJSON(c.Request) {
		refuse(c, http.StatusUnsupportedMediaType, "unsupported-media-type", "send application/json", nil)
		return
	}
	var input patientInput
	if err := c.ShouldBindWith(&input, strictJSON{}); err != nil {
		refuseInput(c, err)
		return
	}
	id, err := newID()
	if err != nil {
		refuse(c, http.StatusInternalServerError, "no-id", "no identifier could be drawn", nil)
		return
	}
	made := patient{ID: id, patientInput: input}
	p.lock.Lock()
	p.byID[id] = made
	p.lock.Unlock()
	c.Header("Location", "/v1/patients/"+id)
	answer(c, http.StatusCreated, &made)
}

// newID draws a UUID of version 4 (RFC 9562).
func newID() (string, error) {
	var bytes [16]byte
	if _, err := rand.Read(bytes[:]); err != nil {
		return "", err
	}
	bytes[6] = bytes[6]&0x0f | 0x40
	bytes[8] = bytes[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", bytes[:4], bytes[4:6], bytes[6:8], bytes[8:10], bytes[10:]), nil
}
