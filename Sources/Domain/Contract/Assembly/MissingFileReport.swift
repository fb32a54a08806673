import Diagnostics
import JSON

/// Says what is wrong with references that lead to no file, or to nothing in one.
struct MissingFileReport {
    let sources: ContractSources
    let rootFolder: String

    /// The findings about files that were refused; a file that only data names is no file.
    func findings(_ reasons: [(path: String, reason: MissingReason)], in walk: AssemblyWalk) -> [Diagnostic] {
        reasons.flatMap { path, reason in
            walk.references(to: path).prefix(1).flatMap { site, reference in
                self.findings(path, reason, at: sources.location(of: site), text: reference.text)
            }
        }
    }

    private func findings(
        _ path: String,
        _ reason: MissingReason,
        at location: SourceLocation,
        text: String
    ) -> [Diagnostic] {
        switch reason {
        case .notGiven: [Self.external(text, at: location)]
        case .notFound(let near): [Self.notFound(path, near: near, at: location)]
        case .outsideRoot: [outsideRoot(path, at: location)]
        case .unreadable(let diagnostics):
            diagnostics.isEmpty
                ? [Self.external(text, at: location)] : diagnostics.map { Self.placed($0, at: location) }
        case .tooLarge(let maximum): [Self.tooLarge(path, maximum, at: location)]
        case .tooMany(let maximum): [Self.tooMany(maximum, at: location)]
        }
    }

    /// A finding about a file as a whole, which has no line, stands where the file is named.
    private static func placed(_ finding: Diagnostic, at location: SourceLocation) -> Diagnostic {
        if finding.location?.position != nil { return finding }
        let file = finding.location.map(\.file)
        return Diagnostic(
            code: finding.code,
            severity: finding.severity,
            file.map { LocalizedText("'\($0)': \(finding.message.english)", zh: "“\($0)”：\(finding.message.chinese)") }
                ?? finding.message,
            at: location,
            remedy: finding.remedy
        )
    }

    private static func external(_ text: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            code: ContractRule.externalReference.code,
            LocalizedText("'\(text)' leads out of the document", zh: "“\(text)”指向文档之外"),
            at: location,
            remedy: LocalizedText(
                "copy what it names into 'components' and refer to it with '#/components/…'",
                zh: "请把所指内容复制到“components”，并用“#/components/…”引用"
            )
        )
    }

    private static func notFound(_ path: String, near: String?, at location: SourceLocation) -> Diagnostic {
        ContractRule.missingFile.finding(
            .error,
            LocalizedText("there is no file '\(path)'", zh: "没有文件“\(path)”"),
            at: location,
            remedy: near.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                ?? LocalizedText("correct the path, or add the file", zh: "请更正路径，或添加该文件")
        )
    }

    private func outsideRoot(_ path: String, at location: SourceLocation) -> Diagnostic {
        // A path that seems to lie inside leads out through a link.
        let isLink = FileAddress.contains(path, in: rootFolder) ?? false
        let root = FileAddress.commonFolder(of: sources.entry, and: path)
        return ContractRule.fileOutsideRoot.finding(
            .error,
            LocalizedText(
                isLink
                    ? "'\(path)' is a link that leads out of '\(rootFolder)', and is not read"
                    : "'\(path)' lies outside '\(rootFolder)', and is not read",
                zh: isLink ? "“\(path)”是指向“\(rootFolder)”之外的链接，不会读取" : "“\(path)”在“\(rootFolder)”之外，不会读取"
            ),
            at: location,
            remedy: isLink
                ? LocalizedText(
                    "put the file itself there, or give '--root' with a folder that holds all files",
                    zh: "请放入文件本身，或用“--root”指定包含所有文件的文件夹"
                )
                : LocalizedText(
                    "if it may be read, give '--root \(root)', or another folder that holds all files",
                    zh: "若允许读取，请指定“--root \(root)”，或包含所有文件的文件夹"
                )
        )
    }

    private static func tooLarge(_ path: String, _ maximum: Int, at location: SourceLocation) -> Diagnostic {
        ContractRule.tooLarge.finding(
            .error,
            LocalizedText(
                "with '\(path)' the files have more than \(maximum) bytes together",
                zh: "加上“\(path)”后，所有文件超过 \(maximum) 字节"
            ),
            at: location,
            remedy: LocalizedText("divide the contract", zh: "请拆分契约")
        )
    }

    private static func tooMany(_ maximum: Int, at location: SourceLocation) -> Diagnostic {
        ContractRule.tooLarge.finding(
            .error,
            LocalizedText("references lead to more than \(maximum) files", zh: "引用涉及的文件超过 \(maximum) 个"),
            at: location,
            remedy: LocalizedText("put several into one", zh: "请将若干文件合并")
        )
    }

    /// References between files that lead to nothing, or to something else; those within the first file are found by
    /// its reader.
    static func brokenReferences(in walk: AssemblyWalk, sources: ContractSources) -> [Diagnostic] {
        walk.files.enumerated().flatMap { number, file in
            file.references.compactMap { resolved -> Diagnostic? in
                let text = resolved.reference.text
                guard [.reference, .operation].contains(resolved.reference.role), number > 0 || !text.hasPrefix("#")
                else {
                    return nil
                }
                let location = { sources.location(of: file.document.node(at: resolved.reference.value)) }
                switch resolved.failure {
                case .dangling: return dangling(text, at: location())
                case .kind(let found): return otherKind(text, found, resolved.reference.expected, at: location())
                case .otherFile, .remote, nil: return nil
                }
            }
        }
    }

    private static func dangling(_ text: String, at location: SourceLocation) -> Diagnostic {
        ContractRule.danglingReference.finding(
            .error,
            LocalizedText("'\(text)' is not defined", zh: "“\(text)”没有定义"),
            at: location,
            remedy: LocalizedText("correct the pointer, or define what it names", zh: "请更正指针，或定义所指内容")
        )
    }

    private static func otherKind(
        _ text: String,
        _ found: OpenAPIObject?,
        _ expected: OpenAPIObject,
        at location: SourceLocation
    ) -> Diagnostic {
        let other = found?.name ?? LocalizedText("something else", zh: "其他内容")
        return ContractRule.referenceKind.finding(
            .error,
            LocalizedText(
                "'\(text)' leads to \(other.english), but \(expected.name.english) belongs here",
                zh: "“\(text)”指向\(other.chinese)，此处应为\(expected.name.chinese)"
            ),
            at: location,
            remedy: LocalizedText("refer to \(expected.name.english)", zh: "请引用\(expected.name.chinese)")
        )
    }
}
