import RegularExpressions
import StringFormats

/// One thing that is done to a cell.
enum Step: Sendable {
    case trim(WhiteSpace.Sides)
    case trimCharacters([UInt32], WhiteSpace.Sides)
    case squeeze
    case narrow
    case widen
    case widenKatakana
    case letterCase(LetterCase)
    case digits
    case normalise(NormalForm)
    case null(TokenSet)
    case fallback([UInt8])
    case fallbackColumn(ColumnReference)
    case fillDown
    case compute(RecipeExpression)
    case optional
    case required
    case replace(Replacement)
    case replacePattern(PatternReplacement)
    case table(TableRule)
    case remove([UInt32])
    case split(SplitRule, into: [ColumnReference])
    case merge(MergeRule, of: [ColumnReference])
    case date(DateRule)
    case integer(IntegerRule)
    case number(NumberRule)
    case money(MoneyRule)
    case chineseNumber(ChineseNumberRule)
    case units(UnitRule)
    case boolean(BooleanRule)
    case phone(PhoneRule)
    case identityCard(IdentityCardRule)
    case creditCode
    case bankCard
    case postalCode
    case plate
    case division(DivisionRule)
    case currency(CurrencyRule)
    /// One of several formats.
    case formats([StringFormat])
    case format(StringFormat)
    case length(LengthRule)
    case pattern(RegularExpression)
    case range(RangeRule)
    case choice(ChoiceRule)
    case mask(MaskRule)

    /// Does it; ``optional``, ``fillDown``, ``fallbackColumn``, ``compute``, ``split`` and ``merge`` are done by the one
    /// who knows the record.
    @inline(__always)
    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        switch self {
        case .trim(let sides): return .part(WhiteSpace.trimmed(text, sides))
        case .narrow: return Width.narrow(text, into: &output)
        case .required: return text.isEmpty ? .refused : text.whole
        default: return applyOther(to: text, into: &output)
        }
    }

    private func applyOther(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        switch self {
        case .date(let rule): return rule.apply(to: text, into: &output)
        case .integer(let rule): return rule.apply(to: text, into: &output)
        case .money(let rule): return rule.apply(to: text, into: &output)
        case .phone(let rule): return rule.apply(to: text, into: &output)
        case .trimCharacters(let scalars, let sides): return .part(WhiteSpace.trimmed(text, of: scalars, sides))
        case .squeeze: return WhiteSpace.squeeze(text, into: &output)
        case .widen: return Width.widen(text, into: &output)
        case .widenKatakana: return Width.widenKatakana(text, into: &output)
        case .letterCase(let letterCase): return letterCase.apply(to: text, into: &output)
        case .normalise(let form): return output.append(text, as: form) ? .written : text.whole
        case .digits: return ChineseNumeral.plainDigits(text, into: &output)
        case .null(let tokens): return tokens.index(of: text) == nil ? text.whole : .part(0..<0)
        case .fallback(let value): return text.isEmpty ? output.write(value) : text.whole
        case .replace(let replacement): return replacement.apply(to: text, into: &output)
        case .replacePattern(let replacement): return replacement.apply(to: text, into: &output)
        case .table(let rule): return rule.apply(to: text, into: &output)
        case .remove(let scalars): return Replacement.remove(scalars, from: text, into: &output)
        case .mask(let rule): return rule.apply(to: text, into: &output)
        case .fallbackColumn, .fillDown, .compute, .optional, .split, .merge, .trim, .narrow, .required:
            return text.whole
        default: return applyTyped(to: text, into: &output)
        }
    }

    private func applyTyped(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        switch self {
        case .number(let rule): return rule.apply(to: text, into: &output)
        case .chineseNumber(let rule): return rule.apply(to: text, into: &output)
        case .units(let rule): return rule.apply(to: text, into: &output)
        case .boolean(let rule): return rule.apply(to: text, into: &output)
        case .identityCard(let rule): return rule.apply(to: text, into: &output)
        case .creditCode: return CreditCode.apply(to: text, into: &output)
        case .bankCard: return BankCard.apply(to: text, into: &output)
        case .postalCode: return PostalCode.apply(to: text)
        case .plate: return NumberPlate.apply(to: text, into: &output)
        case .division(let rule): return rule.apply(to: text, into: &output)
        case .currency(let rule): return rule.apply(to: text, into: &output)
        case .formats(let formats): return formats.contains { $0.accepts(text) } ? text.whole : .refused
        case .format(let format): return format.accepts(text) ? text.whole : .refused
        case .length(let rule): return rule.accepts(text) ? text.whole : .refused
        case .pattern(let pattern):
            do throws(RegularExpressionError) {
                return try pattern.matches(text) ? text.whole : .refused
            } catch {
                return .tooCostly
            }
        case .range(let rule): return rule.accepts(text) ? text.whole : .refused
        case .choice(let rule): return rule.apply(to: text, into: &output)
        default: return text.whole
        }
    }
}

extension CellBuffer {
    fileprivate mutating func write(_ value: [UInt8]) -> CellOutcome {
        append(value)
        return .written
    }
}
