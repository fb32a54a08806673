/// `Bidi_Class` and `Joining_Type` of Unicode 17, for the code points that a host name may hold.
///
/// Derived from `DerivedBidiClass.txt` and `ArabicShaping.txt` of the Unicode Character Database, version 17.0.0. Code
/// points that are left out are `L`, or do not join. `EncodedRanges` says how ranges are written. Regenerate the texts
/// instead of editing them.
enum DirectionTable {
    static let rightToLeft = """
        CFgBaefRrBqjbkveajadaxyDSVffcabBrbbdacwkwjBeCnsbbkvkzgzBmCdgbCmapdbcbBcBqBcdBcBjhbBbBbCbkvksnrEgCuEpByDjfBfw\
        JqBpgbDaBckaCurBuuBbwDDVdHoDpBhhaej
        """

    static let arabicLetter = """
        CIiBfbjBjbbdeDmbapbhbkfqabBdBdDklaGskfxbgqBpDPAvaFNgBjPyfEav
        """

    static let arabicNumber = """
        CKujDVNijgj
        """

    static let europeanNumber = """
        BwjCOcj
        """

    static let europeanSeparator = """
        Bta
        """

    static let boundaryNeutral = """
        MDob
        """

    static let otherNeutral = """
        HbaTtbljBcaFgaQEraBBnaBSNbaFviEaa
        """

    static let nonspacingMark = """
        BDoClcadibBfKpeKfBsbabbbbbaCukBwuqaDxgcfcbbdBjaBeBaDnkCgijaydbibcbeBrcChiBqxbBfCdabaeheadgkbBdaCgaediaubBaac\
        bCfaebebccdaBebdalbCfaeebbeaubwfbaCgacabdiahblbBeaCjamaByadaCdabcfcbdhblbBdaCgapbubBcbCfbediaubBdaCuahcbaDma\
        cgmhDuacilgCvbBbababaCdbbafebabcbbffbdbdbdbdbdblbcjaDydbfbbcbzbecqdnacbgapaBBbcBKkcBdbBebBebCpgiackjaGlbBiaE\
        ocebjagcIlbcaCgabgbabachgjcaBwnbBecludBwabebafaBoimbBgdcbbcCeabbdabcCghcbFwcbmbgeagadbHqClFRbcFlaDsBfVidEdbB\
        SQeaejBgbDcbKmadaeazbfaFvbBarnaBmhzkBucBwacdcbBnaCpfcbcbmaiaBvaBzabccbfbbaBqbiaJeacaeaBDZsaBDppBLlaIsaFteCMg\
        cbbfdBoceaGjbWbdCneMfbCzfCskBxdEtaCcoBpacbkcBxdcbhaCjcBkebhCkambCaikdcaDrccabbgacaGbadhvbCfbdaBlgdeCsfnababa\
        obDhhccbaxaDgfbaebbbJedgbbbBbbDhhcabbEcabacfbaDxabacdbeJzibbJwbbaeaFodcbeaBgfcbBofcdiajfccBumbbHqabcbaHtgbfD\
        gvcgbbbbEsfdabbbgbaCubdabaNjblbCaefabaxaHXtagoQYyldcDSaeChgBOiaCldDdaBDBkbGYzBtcwEBpCceBxiaoaweboCAigbqcgbbb\
        eDwaGegOlaCjdTodJubJjacahbfaSggEfg
        """

    static let joinsLeft = """
        CLUoaBLGkajaVga
        """

    static let joinsRight = """
        CIkdbabafdvaBocurBmacibabacbbaybBgaeeeajababacaBdalcpbeabbdbHqafbbakabcoabbfslaBbcbacbgaDTStababbdekadacaGaa\
        bcdacabbbaPkaPzaEiaCmbCkccbcaeb
        """

    static let joinsBoth = """
        CIiafababeembgbbBjbjosBlbbjababbBoccascfdbibababbBfkdocdbacccfCwBgDiecabjbakabdcaBdacebaqjfbcfboFVbDkoBhbaCC\
        JtBxBLFyeodbebcGdabadcbbbacaOeBgbaPzbbbEacbqBrdclBuabbeacbbbbacaDEIfBh
        """

    static let joinTransparent = """
        BDoClcadibBfKpeKfBsbabbbbbaCukBwuqaDxgcfcbbdBjaBeBaDnkCgijaydbibcbeBrcChiBqxbBfCdabaeheadgkbBdaCgaediaubBaac\
        bCfaebebccdaBebdalbCfaeebbeaubwfbaCgacabdiahblbBeaCjamaByadaCdabcfcbdhblbBdaCgacagafbubBcbCfbediaubBdaCuahcb\
        aDmacgmhDuacilgCvbBbababaCdbbafebabcbbffbdbdbdbdbdblbcjaDydbfbbcbzbecqdnacbgapaBBbcBKkcBdbBebBebCpgiackjaGlb\
        BiaEocebjagcIlbcaCgabgbabachgjcaBwnbBecludBwabebafaBoimbBgdcbbcCeabbdabcCghcbFwcbmbgeagadbHqClFRbcFlaDsBfVid\
        EdbBSQeaejBgbDcbKmadaeazbfaFvbBarnaBmhzkBucBwacdcbBnaCpfcbcbmaiaBvaBzabccbfbbaBqbiaJeacaeaBDZsaBDppBLlaIsaFt\
        eCMgcbbfdBoceaGjbWbdCneMfbCzfCskBxdEtaCcoBpacbkcBxdcbhaCjcBkebhCkambCaikdcaDrccabbgacaGbadhvbCfbdaBlgdeCsfna\
        babaobDhhccbaxaDgfbaebbbJedgbbbBbbDhhcabbEcabacfbaDxabacdbeJzibbJwbbaeaFodcbeaBgjBofcdiajfccBumbbHqabcbaHtgb\
        fbaDevcgbbbbEsfdabbbgbaCubdabaNjblbCaefabaxaHXtagoQYyldcDSaeChgBOiaCldDdaBDBkbGYzBtcwEBpCceBxiaoaweboCAigbqc\
        gbbbeDwaGegOlaCjdTodJubJjacahbfaSggEfh
        """
}
