import Contract
import Crypto
package import Diagnostics
package import DocumentFiles
import Files
import JSON
import YAMLDocuments

/// A contract with all that it refers to, as one document that refers to nothing outside itself.
package struct ContractBundle: Sendable {
    /// The forms in which a bundle is written.
    package enum Format: String, Sendable, CaseIterable {
        case yaml
        case json
        /// RFC 8785, the bytes that the digest is made of.
        case canonical
    }

    /// Which version of OpenAPI the bundle is in.
    package enum Version: Sendable {
        /// 3.1, whatever was written; 3.2 stays.
        case upgraded
        /// The one that was written.
        case written
    }

    private let assembled: AssembledContract
    /// What was found in references and in the upgrade.
    package let findings: [Diagnostic]

    /// Bundles a contract.
    ///
    /// - Parameters:
    ///   - path: The first file, or `-` for standard input.
    ///   - root: The folder that files may come from; nil for that of the first file.
    ///   - version: The version of the bundle.
    /// - Throws: ``ServiceError`` when a file cannot be read, or ``ContractError`` when there is no contract or when a
    ///   reference leads to something that could not be taken in.
    package init(_ path: String, root: String? = nil, version: Version = .upgraded) throws {
        var options = AssemblyOptions()
        options.upgrades = version == .upgraded
        assembled = try ContractFiles.assembled(path, root: root, options: options)
        let reader = ContractReader(assembled)
        let reading = reader.reading()
        guard reading.contract != nil else { throw ContractError(reading.findings) }
        let outward = assembled.outwardReferences + assembled.brokenReferences
        guard outward.isEmpty, !assembled.findings.contains(where: { $0.severity == .error }) else {
            throw ContractError(Self.reasons(outward, assembled, reading.findings))
        }
        findings = assembled.findings
    }

    /// Why references still lead outside or nowhere: what was found there, or that they do.
    private static func reasons(
        _ outward: [OutwardReference],
        _ assembled: AssembledContract,
        _ findings: [Diagnostic]
    ) -> [Diagnostic] {
        let errors = assembled.findings.filter { $0.severity == .error }
        let told = Set(errors.compactMap(\.location))
        let places = Dictionary(outward.map { ($0.location, $0.text) }) { first, _ in first }
        let others = findings.filter { finding in
            guard let place = finding.location, places[place] != nil, !told.contains(place) else { return false }
            return ["-reference", "-file", ".reference-kind"].contains { finding.code.hasSuffix($0) }
        }
        let explained = told.union(others.compactMap(\.location))
        let rest = places.filter { !explained.contains($0.key) }.map { place, text in
            Diagnostic(
                code: "contract.outward-reference",
                LocalizedText("'\(text)' leads outside the contract", zh: "“\(text)”指向契约之外"),
                at: place,
                remedy: LocalizedText("refer to a file beside the contract", zh: "请引用契约所在文件夹中的文件")
            )
        }
        return errors
            + (others + rest).map { finding in
                Diagnostic(code: finding.code, finding.message, at: finding.location, remedy: finding.remedy)
            }
    }

    /// The paths of the files that the bundle was made of, in the order in which they were met.
    package var files: [String] { assembled.sources.paths }

    /// The bundle as text.
    package func bytes(_ format: Format) -> [UInt8] {
        let root = assembled.document.root
        switch format {
        case .yaml: return YAMLWriter().text(of: root)
        case .json:
            var writer = JSONWriter(indentation: 2)
            writer.value(root)
            return writer.bytes + [0x0A]
        case .canonical: return CanonicalForm.exactBytes(of: root)
        }
    }

    /// SHA-256 of the canonical bytes, in lower-case hexadecimal digits.
    ///
    /// It is the same for all files that mean the same contract: YAML or JSON, in whatever order members stand, as the
    /// files of a contract or as their bundle. Comments have no meaning.
    package var digest: String { Self.digest(of: bytes(.canonical)) }

    /// SHA-256 in lower-case hexadecimal digits.
    package static func digest(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }
        .joined()
    }

    /// Writes the bundle to a file, as a whole or not at all.
    ///
    /// - Throws: ``ServiceError`` when the file cannot be written, or is one of those that the bundle came from.
    package func write(_ bytes: [UInt8], to path: String) throws(ServiceError) {
        let target = Files.resolved(path)
        if target != nil, let source = files.first(where: { Files.resolved($0) == target }) {
            throw ServiceError(
                "contract.output-is-source",
                LocalizedText(
                    "'\(path)' would replace '\(source)', which the bundle is made of",
                    zh: "“\(path)”会覆盖打包来源“\(source)”"
                ),
                remedy: LocalizedText("give another name", zh: "请指定其他文件名")
            )
        }
        do {
            try Files.replace(path, with: bytes)
        } catch {
            throw DocumentFile.unwritable(error)
        }
    }
}
