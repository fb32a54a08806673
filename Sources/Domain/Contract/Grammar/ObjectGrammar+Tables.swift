/// The fixed fields of each object.
///
/// - SeeAlso: OpenAPI Specification 3.0.4, 3.1.1 and 3.2.0, section 4 each.
extension ObjectGrammar {
    static func make(_ kind: OpenAPIObject) -> ObjectGrammar {
        switch kind {
        case .paths: ObjectGrammar(kind, [], patterned: .pathItem)
        case .callback: ObjectGrammar(kind, [], patterned: .pathItem)
        case .responses: ObjectGrammar(kind, [Field("default", .object(.response))], patterned: .response)
        case .schema: ObjectGrammar(kind, schemaFields)
        case .openAPI, .info, .contact, .license, .server, .serverVariable, .components, .tag, .externalDocs:
            ObjectGrammar(kind, documentFields(kind))
        case .securityScheme, .oauthFlows, .oauthFlow, .securityRequirement, .discriminator, .xml:
            ObjectGrammar(kind, accessFields(kind))
        case .pathItem, .operation, .parameter, .requestBody, .mediaType, .encoding, .response, .example, .link,
            .header:
            ObjectGrammar(kind, operationFields(kind))
        }
    }

    private static func documentFields(_ kind: OpenAPIObject) -> [Field] {
        switch kind {
        case .openAPI:
            [
                .required("openapi", .text), .required("info", .object(.info)),
                Field("jsonSchemaDialect", .text, since: .v31), Field("$self", .text, since: .v32),
                Field("servers", .list(.server)), Field("paths", .object(.paths), required: .v30 ... .v30),
                Field("webhooks", .map(.pathItem), since: .v31), Field("components", .object(.components)),
                Field("security", .list(.securityRequirement)), Field("tags", .list(.tag)),
                Field("externalDocs", .object(.externalDocs)),
            ]
        case .info:
            [
                .required("title", .text), Field("summary", .text, since: .v31), Field("description", .text),
                Field("termsOfService", .text), Field("contact", .object(.contact)),
                Field("license", .object(.license)), .required("version", .text),
            ]
        case .contact: [Field("name", .text), Field("url", .text), Field("email", .text)]
        case .license: [.required("name", .text), Field("identifier", .text, since: .v31), Field("url", .text)]
        case .server:
            [
                .required("url", .text), Field("description", .text), Field("variables", .map(.serverVariable)),
                Field("name", .text, since: .v32),
            ]
        case .serverVariable: [Field("enum", .texts), .required("default", .text), Field("description", .text)]
        case .components: sections
        case .tag:
            [
                .required("name", .text), Field("description", .text), Field("externalDocs", .object(.externalDocs)),
                Field("summary", .text, since: .v32), Field("parent", .text, since: .v32),
                Field("kind", .text, since: .v32),
            ]
        default: [Field("description", .text), .required("url", .text)]
        }
    }

    private static let sections = [
        Field("schemas", .map(.schema)), Field("responses", .map(.response)), Field("parameters", .map(.parameter)),
        Field("examples", .map(.example)), Field("requestBodies", .map(.requestBody)),
        Field("headers", .map(.header)), Field("securitySchemes", .map(.securityScheme)),
        Field("links", .map(.link)), Field("callbacks", .map(.callback)),
        Field("pathItems", .map(.pathItem), since: .v31), Field("mediaTypes", .map(.mediaType), since: .v32),
    ]

    /// The methods that a path item may have, as OpenAPI writes them.
    package static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

    private static func operationFields(_ kind: OpenAPIObject) -> [Field] {
        switch kind {
        case .pathItem:
            [
                Field("$ref", .text), Field("summary", .text), Field("description", .text),
                Field("servers", .list(.server)), Field("parameters", .list(.parameter)),
            ] + methods.map { Field($0, .object(.operation)) } + [
                Field("query", .object(.operation), since: .v32),
                Field("additionalOperations", .map(.operation), since: .v32),
            ]
        case .operation:
            [
                Field("tags", .texts), Field("summary", .text), Field("description", .text),
                Field("externalDocs", .object(.externalDocs)), Field("operationId", .text),
                Field("parameters", .list(.parameter)), Field("requestBody", .object(.requestBody)),
                Field("responses", .object(.responses), required: .v30 ... .v30),
                Field("callbacks", .map(.callback)), Field("deprecated", .flag),
                Field("security", .list(.securityRequirement)), Field("servers", .list(.server)),
            ]
        case .parameter:
            [.required("name", .text), .required("in", .text)] + headerFields
                + [Field("allowEmptyValue", .flag), Field("allowReserved", .flag)]
        case .header: headerFields
        case .requestBody:
            [Field("description", .text), .required("content", .map(.mediaType)), Field("required", .flag)]
        case .response:
            [
                Field("description", .text, required: .v30 ... .v31), Field("headers", .map(.header)),
                Field("content", .map(.mediaType)), Field("links", .map(.link)), Field("summary", .text, since: .v32),
            ]
        case .example:
            [
                Field("summary", .text), Field("description", .text), Field("value", .any),
                Field("externalValue", .text), Field("dataValue", .any, since: .v32),
                Field("serializedValue", .text, since: .v32),
            ]
        case .link:
            [
                Field("operationRef", .text), Field("operationId", .text), Field("parameters", .any),
                Field("requestBody", .any), Field("description", .text), Field("server", .object(.server)),
            ]
        default: contentFields(kind)
        }
    }

    private static let headerFields = [
        Field("description", .text), Field("required", .flag), Field("deprecated", .flag), Field("style", .text),
        Field("explode", .flag), Field("schema", .object(.schema)), Field("content", .map(.mediaType)),
        Field("example", .any), Field("examples", .map(.example)),
    ]

    private static func contentFields(_ kind: OpenAPIObject) -> [Field] {
        let parts = [
            Field("encoding", .map(.encoding), since: kind == .encoding ? .v32 : .v30),
            Field("prefixEncoding", .list(.encoding), since: .v32),
            Field("itemEncoding", .object(.encoding), since: .v32),
        ]
        return kind == .encoding
            ? [
                Field("contentType", .text), Field("headers", .map(.header)), Field("style", .text),
                Field("explode", .flag), Field("allowReserved", .flag),
            ] + parts
            : [
                Field("schema", .object(.schema)), Field("itemSchema", .object(.schema), since: .v32),
                Field("example", .any), Field("examples", .map(.example)),
            ] + parts
    }

    private static func accessFields(_ kind: OpenAPIObject) -> [Field] {
        switch kind {
        case .securityScheme:
            [
                .required("type", .text), Field("description", .text), Field("name", .text), Field("in", .text),
                Field("scheme", .text), Field("bearerFormat", .text), Field("flows", .object(.oauthFlows)),
                Field("openIdConnectUrl", .text), Field("oauth2MetadataUrl", .text, since: .v32),
                Field("deprecated", .flag, since: .v32),
            ]
        case .oauthFlows:
            ["implicit", "password", "clientCredentials", "authorizationCode"].map { Field($0, .object(.oauthFlow)) }
                + [Field("deviceAuthorization", .object(.oauthFlow), since: .v32)]
        case .oauthFlow:
            [
                Field("authorizationUrl", .text), Field("deviceAuthorizationUrl", .text, since: .v32),
                Field("tokenUrl", .text), Field("refreshUrl", .text), .required("scopes", .textMap),
            ]
        case .discriminator:
            [
                .required("propertyName", .text), Field("mapping", .textMap),
                Field("defaultMapping", .text, since: .v32),
            ]
        case .xml:
            [
                Field("name", .text), Field("namespace", .text), Field("prefix", .text), Field("attribute", .flag),
                Field("wrapped", .flag), Field("nodeType", .text, since: .v32),
            ]
        default: []
        }
    }
}
