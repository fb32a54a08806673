package import Diagnostics

/// The kinds of object of which an OpenAPI description is made.
///
/// - SeeAlso: OpenAPI Specification 3.1.1, section 4.8.
package enum OpenAPIObject: UInt8, CaseIterable, Sendable {
    case openAPI = 1
    case info
    case contact
    case license
    case server
    case serverVariable
    case components
    case paths
    case pathItem
    case operation
    case externalDocs
    case parameter
    case requestBody
    case mediaType
    case encoding
    case responses
    case response
    case callback
    case example
    case link
    case header
    case tag
    case securityScheme
    case oauthFlows
    case oauthFlow
    case securityRequirement
    case schema
    case discriminator
    case xml
}

extension OpenAPIObject {
    /// The section of `components` that such objects have; nil when they have none.
    package var section: String? {
        switch self {
        case .schema: "schemas"
        case .response: "responses"
        case .parameter: "parameters"
        case .example: "examples"
        case .requestBody: "requestBodies"
        case .header: "headers"
        case .securityScheme: "securitySchemes"
        case .link: "links"
        case .callback: "callbacks"
        case .pathItem: "pathItems"
        case .mediaType: "mediaTypes"
        default: nil
        }
    }

    /// Whether a `$ref` may stand for such an object.
    package func isReferable(in version: OpenAPIVersion) -> Bool {
        self == .mediaType ? version >= .v32 : section != nil
    }

    /// What people call such an object, with an article in English.
    package var name: LocalizedText {
        switch self {
        case .openAPI: LocalizedText("an OpenAPI description", zh: "OpenAPI 描述")
        case .info: LocalizedText("an info object", zh: "info 对象")
        case .contact: LocalizedText("a contact", zh: "联系信息")
        case .license: LocalizedText("a license", zh: "许可证")
        case .server: LocalizedText("a server", zh: "服务器")
        case .serverVariable: LocalizedText("a server variable", zh: "服务器变量")
        case .components: LocalizedText("a components object", zh: "components 对象")
        case .paths: LocalizedText("a paths object", zh: "paths 对象")
        case .pathItem: LocalizedText("a path item", zh: "路径项")
        case .operation: LocalizedText("an operation", zh: "操作")
        case .externalDocs: LocalizedText("external documentation", zh: "外部文档")
        case .parameter: LocalizedText("a parameter", zh: "参数")
        case .requestBody: LocalizedText("a request body", zh: "请求体")
        case .mediaType: LocalizedText("a media type", zh: "媒体类型")
        case .encoding: LocalizedText("an encoding", zh: "编码")
        case .responses: LocalizedText("a responses object", zh: "responses 对象")
        case .response: LocalizedText("a response", zh: "响应")
        case .callback: LocalizedText("a callback", zh: "回调")
        case .example: LocalizedText("an example", zh: "示例")
        case .link: LocalizedText("a link", zh: "链接")
        case .header: LocalizedText("a header", zh: "头部")
        case .tag: LocalizedText("a tag", zh: "标签")
        case .securityScheme: LocalizedText("a security scheme", zh: "安全方案")
        case .oauthFlows: LocalizedText("an OAuth flows object", zh: "OAuth 流程集合")
        case .oauthFlow: LocalizedText("an OAuth flow", zh: "OAuth 流程")
        case .securityRequirement: LocalizedText("a security requirement", zh: "安全要求")
        case .schema: LocalizedText("a schema", zh: "模式")
        case .discriminator: LocalizedText("a discriminator", zh: "鉴别器")
        case .xml: LocalizedText("an XML object", zh: "XML 对象")
        }
    }
}
