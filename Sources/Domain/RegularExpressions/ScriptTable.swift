/// The scripts of Unicode 17, which the standard library does not expose.
///
/// Derived from `Scripts.txt` and `ScriptExtensions.txt` of the Unicode Character Database, version 17.0.0. Each entry
/// is `names:ranges:difference;`, where the difference holds the code points that are in exactly one of `Script` and
/// `Script_Extensions`. ``EncodedRanges`` says how ranges are written. Regenerate the text instead of editing it.
enum ScriptTable {
    static let text = """
        Adlm Adlam:HDEuCxejeb:CIhaBgaJWoaFHha;Hluw Anatolian_Hieroglyphs:ESSeWk:;Arab Arabic:CHcebfbnbcbBfbjlzbEdbBhDc\
        BvJgBhfCwbBcDNTwSzcFnBgpEiebFeFVnBeCpfiiBhfDGLsdbBabbbacabjbdbabagaeabababcbbbacabababababbbacdbgbdbdbabjbqfcb\
        ebqCab:CHoaoadaBgakkBaaJUsaFHhaDAKabCDkBb;Armn Armenian:BZdBlcBxccDOZje:BDwa;Avst Avestan:DXCyCbdg:HbaRFsb;Bal\
        i Balinese:KFwCybBx:;Bamu Bamum:CLCqDjCVCqVw:;Bass Bassa_Vah:FHKiBdcf:;Batk Batak:KNgBzid:;Beng Bengali:DPodbh\
        cbcvbgbaddcicbcdiaebbecy:BAyaCMubrbHJeabacbbaiaiacaeaccCBAfa;Bopo Bopomofo:BCsbRLxBqEiBf:BBjabcnaRCpcejbmkdcag\
        aHnaCZThbKwe;Brah Brahmi:DZAeCzeBjja:;Brai Braille:PDwJv:;Bugi Buginese:JWaBbcb:CMHza;Buhd Buhid:IUyt:IUnb;Can\
        s Canadian_Aboriginal:HOyYpVoCrDTPqp:;Cari Carian:DTYmBw:HbaLZmacaFGda;Aghb Caucasian_Albanian:DUXsBzla:BDsaBs\
        aBsa;Cakm Chakma:DZKaCabr:DTmjCKej;Cher Cherokee:HLgDhcfCFJeDb:BDocbagbwblb;Zyyy Common:aCmBafBaBubobexaBfaRhB\
        mfectEmajagabaYnagaoadaBgaGaaTwaEzbBVtaPpdLeaCGlcCtbHvbbaBVhanahdbfbccaBDtlcDibkdkborBhCkBlbccfbBabqBpceZpwkvB\
        JrJwYdcFhTsDpPmubabyphedDnbdaDmbFrpBgBljaBwClBfDcBvaDkGlJToClBHSiBhDycGjjJkaGeaPfaobBEZqbIajwBibsbdFrabBfBafBa\
        kkaBtbCmgbgkeJyceBsdiDcmBzBsIuBaCSHwdFVgJsdQtgwpqDrElCiJlkBmcCjdqibhBdeCiIftmtmDijyFfDgbCsbbcacbcdblbabgbCmbdc\
        hbgbBbbdbebadgbNbcLfcBxHThCpCyCiBBeBreDvmocobobBkkGrCezbbnBreihbofFyBLwdqdmdIjgleapleCdijgBniBdcleboiBnNfincmd\
        kdCebaepclejhFqbDyBSUXaaBeDr:HbaTwakabcbajabaFyaZnaoadaBgaBExbCWraCGlcCtbHvbbaBVhanahdbfbccaBFoaBfakacaFFdaybk\
        aeabaQmpbccabjbmqfbaedDnbdaDmbFrpBgBljaBwBnCeBwplBzaDkykeDsBeBROjhLkjJkaGeaBFPmbKbbKwekaBtbNoceBsdiQbBaCSHwdIP\
        wrLRyb;Copt Coptic Qaac:BMgnPJkElfg:HbaWmadbbaEebQDtaDCPcBb;Xsux Cuneiform:EFBsBJlDyEgbelHn:;Cprt Cypriot:DVZk\
        fcabBrbbdaca:DTImceBsdi;Cyrl Cyrillic:BNkFccGmIVokGeaCyaGFnBfBTOaDrBHEcbDHPgCjBha:BAyaCpcbababacafaOhbJQnaGEka\
        ;Dsrt Deseret:DUMaDb:;Deva Devanagari:DKqDceoczCIJgBfBREmj:BAyaCMubrbHJeBmbbBNaaBZFrj;Egyp Egyptian_Hieroglyph\
        s:ELDgBQrkFXq:;Ethi Ethiopic:GVgCubdcgbabdcBobdcBgbdcgbabdcobCebdcCocBfdzJVawjgbgbgbgbgbgbgbgBVKcfcfcfjgbgEPYf\
        gbdbbbo:BEca;Geor Georgian:GHsBlbafacBqbdEJwBqccGEaBlbafa:HbaBVlaEIraFViaFGga;Glag Glagolitic:QRgDrGIZggbqcgbb\
        be:HbaWpabaOsacaJxaEIraFViaFGyaBTNfa;Goth Gothic:DUEaBa:HbaWqbcaBoa;Grek Greek:BHwdbccdbaeababcbabtbCkopJNqeBy\
        eeeDgaMivcfcBlcfchbabababBecCabobncfbsccbiLjaCAJeaBGNiDaraDAXrCr:HbaWmbcababakaBuacaBuaJYxbZra;Gujr Gujarati:D\
        Zlcbibcbvbgbbbecjbcbccapdclhg:DNtbrbCIDmj;Guru Gurmukhi:DUncbfebcvbgbbbbbbcabeebccdahdbahq:DNtbrbCIDmj;Hani Ha\
        n:RPwzbDkmIfBvabaziodBLcJTnCmBFBjBHSiObcEbBSIibmgCCOfCLFbBgGMncIObcLBkpXxDQwUvCFyHHyfMOn:HbaRWypbccabjbmkdcaga\
        edHfaFspBgBljaBwBnCeBwplBzaDkykeDsBeBROjhBHAzbKweDCHerLRyb;Hang Hangul:GLkJvLLebJxDpEjBeCnBeBTAnBcYtQNrmweBwPA\
        iBedfcfcfcc:SErcejbmqagaHnaCZThbKwe;Hano Hanunoo:ITsu:IUnb;Hebr Hebrew:CCvCciBaefDOVwzbebabbbbbj:BDvb;Hira Hir\
        agana:SHdDhgcFPEvLasaBdcYMva:SErcejbmqfbaebDnddaDmbCZTgbKwekaBtb;Zinh Inherited Qaai:BDoEhKrbRkkBaaBCidGOxBtcl\
        SqcbmbgeagadbHqClUebHmBgFTxdEdbCZUjpqnBLnaIsaGFaaCTCuBtcwUycrhcgBedBTLHiJf:BDoobbbapchbbbqacasafaemKrbRkkBaaBC\
        ibHJxcbmbgeagadbHqbCcabaBDdaFTxdEdbDBQjaGFaa;Java Javanese:CMEyCzcjeb:CMHza;Knda Kannada:ETcmbcbwbjbecibcbdhbf\
        cbdcjbc:DNtbrbHJeabbgaxabaCASxf;Kana Katakana:SKvDlccJgpIaBubDjCZHejbBsCOUcdbgbbbaLbcByaod:BDtaBdaQZtcejbmqfba\
        ebDnddaDmbCZTgbKwekaBtb;Kali Kayah_Li:CMAaBtba:CMBua;Khar Kharoshthi:DWTcdbbfhbcbBcccejhi:;Khmr Khmer:IXkDpcjg\
        jSsBf:;Laoo Lao:FMvbbabebxbabwcebabgbjcd:;Latn Latin:CnzgzBvapafwbBebRgBneJXbBlgBwfdfmbCrCnJvOfanaqmFlbgaBbarB\
        oECtBfBULmDxdDduoBFkBqbibdBEDqgBOkzgzDCffbBpbiDDNpBegf:HbaTwakabcbajabaBmobbbapchbbbBmafaemKrbBVebCXkaEXwaVuaH\
        kaEZmaBTUmhVea;Lepc Lepcha:KPsCddodc:;Limb Limbu:JMeBebleleadl:DOna;Lina Linear_A:DVFsLyjvkh:DTItBs;Linb Linea\
        r_B:DSYqlbzbsbbbocnBiEs:DTImceBsdi;Lyci Lycian:DTXgBc:MGoa;Lydi Lydian:DWKmzfa:HbaRFta;Mlym Malayalam:EYambcbB\
        ybcbfepcz:DNtbrbHJoaxaCASzc;Mand Mandaic:DDgBbca:CJoa;Mero Meroitic_Hieroglyphs:DWOeBf:MGra;Plrd Miao:FIZoCweC\
        ehq:;Mong Mongolian:JCibcabtgDkhBqDSCbm:JCkbbaDCjaFZtbfd;Mymr Myanmar:GBoGdCGAyBeDtBfBPAmt:CMBua;Talu New_Tai_\
        Lue:JRcBrezgkdb:;Nkoo Nko:CYiCgcc:CHoaoadaDPPeb;Ogam Ogham:INoBc:;Olck Ol_Chiki:KSuBv:;Hung Old_Hungarian:DXRs\
        BynByhf:MGoacaFGdapa;Ital Old_Italic:DUCeBjjc:;Perm Old_Permic:DUFgBq:HbaWmafckaOda;Xpeo Old_Persian:DUIiBjen:\
        ;Orkh Old_Turkic:DXMuCu:MGoaFGfa;Orya Oriya:EEjcbhcbcvbgbbbecicbcchcebbecr:DNtbrbHJoaxa;Osma Osmanya:DUQyBdcj:\
        ;Hmng Pahawh_Hmong:FHMeCrkjbgbufs:;Phag Phags_Pa:CLSqCd:JCkbbaDCjaFZua;Phnx Phoenician:DWJgBbda:;Rjng Rejang:C\
        MBwBjla:;Runr Runic:IOuCwdk:IRrc;Shaw Shavian:DUPcBv:Hba;Sinh Sinhala:FCzcbrdxbibacgdaefbabhgjccDULgt:DOmbHKma\
        ;Sylo Syloti_Nagri:CLQeBs:DOmbEyj;Syrc Syriac:CQynbChccKmk:BDrbcbbaychbbbBCcaobcaBgakkBaaIXraba;Tglg Tagalog:I\
        Smvja:IUnb;Tagb Tagbanwa:IWembcbb:IUnb;Tale Tai_Le:JPgBdce:BDobfbdaEZzj;Taml Tamil:EJibbfdcbddbbabbdbdcdleedcb\
        dcagaouEALhBxna:DNtbrbHJoaCBBkaBOEfabaCdb;Telu Telugu:EOembcbwbpcibcbdhbbcbbcdcjhi:DNtbrbHJjbbabaxa;Thaa Thaan\
        a:CVwBx:CHoaobcaCmjDPTgaka;Thai:FHxCffBb:BAyaBaaBraBta;Tibt Tibetan:FRsCtbBjeBmbBjbobgeb:SEyd;Tfng Tifinagh:RC\
        yCdhboa:BDqababdza;Ugar Ugaritic:DUHcBdba:;Cham:CMJwCcjncjcd:;Dupl Duployan:GMDsEcfmdihjcd:HbaWtbbaybQIhaFUWpd\
        ;Elba Elbasan:DUVwBn:HbaWra;Gran Grantha:EADsdbhcbcvbgbbbecicbcccagafgcgde:DNtbrbYqnGKaabbBecdbBNaaDNTqaETwbba\
        ;Hatr Hatran:DWIasbbfe:;Armi Imperial_Aramaic:DWBwvbi:;Phli Inscriptional_Pahlavi:DXGqsfh:;Prti Inscriptional_\
        Parthian:DXFkvch:;Kthi Kaithi:DZFcCoka:DOojNXxaBUFej;Khoj Khojki:DZTwrbBu:EDijCHOij;Sind Khudawadi:EAAqCgfj:DO\
        mbCIDmj;Mahj Mahajani:DZNcBm:HbaDHklCIDcj;Mani Manichaean:DXAmBmel:CJoa;Mtei Meetei_Mayek:CMSmwHtBtcj:;Mend Me\
        nde_Kikakui:HCUyHocp:;Merc Meroitic_Cursive:DWPkxetcBt:;Mroo Mro:FHEuBebjeb:;Mult Multani:DZYugbabdbobk:DYkj;N\
        bat Nabataean:DWEiBeii:;Nshu Nushu:FJIfaYVmPf:;Narb Old_North_Arabian:DWYaBf:;Sarb Old_South_Arabian:DWWuBf:;P\
        alm Palmyrene:DWDcBf:;Pauc Pau_Cin_Hau:EDCaCe:;Phlp Psalter_Pahlavi:DXHwrhdmg:CJoa;Samr Samaritan:DAuBtco:RMva\
        ;Saur Saurashtra:CLVcCril:;Shrd Sharada:DZOyDrDPoh:DNtaHKfabacbcajacaCATefca;Sgnw SignWriting:GWTkZbpebo:;Sor\
        a Sora_Sompeng:DZIeyhj:;Sund Sundanese:KKuClJwh:;Tavt Tai_Viet:CMOuCoye:;Lisu:CKKuBvBUMaa:BAyaqaRDkb;Takr Takri\
        :EBMeCfgj:DOmbCIDmj;Tang Tangut:FJIeaBfKFvTsBeDtEk:SEapTba;Tirh Tirhuta:EASmCtij:DNtbrbHJjamapaCASzj;Wara Wara\
        ng_Citi:ECHcDema:;Ahom:EBRcBacoew:;Berf Beria_Erfe:FIVwycy:;Bhks Bhaiksuki:EDOiibBsbnkBc:;Chrs Chorasmian:DYXc\
        Bb:;Cpmn Cypro_Minoan:EKYyDu:DTImb;Diak Dives_Akuru:ECKugcachbbbBdbbcljj:;Dogr Dogra:ECAyCh:DOmlCIDcj;Elym Ely\
        maic:DYYyw:;Gara Garay:DXZcBldBcib:CHoaoada;Gong Gunjala_Gondi:EEBwfbbbBkbbbfhj:HbaDHkb;Gukh Gurung_Khema:FDRs\
        Cf:DOna;Rohg Hanifi_Rohingya:DXWqBnij:CHoaoadaBgaFra;Kits Khitan_Small_Script:FJIiaKGxSbBpa:;Krai Kirat_Rai:FI\
        IiCf:;Maka Makasar:EEQqy:;Marc Marchen:EDSqBfcvbn:;Gonm Masaram_Gondi:EDYegbbbBrdabbbiij:DOmb;Medf Medefaidrin\
        :FISeDm:;Modi:EBHgCqlj:CLSaj;Nagm Nag_Mundari:HBPoBp:;Nand Nandinagari:ECQyhcBtck:DNtasbBImjGBhaiahaCASrf;Hmn\
        p Nyiakeng_Puachue_Hmong:HAEaBsdncjeb:;Onao Ol_Onal:HBZkBqea:DOmb;Sogo Old_Sogdian:DYQiBn:;Sidd Siddham:EBCiCbc\
        Bl:;Newa:EANoDnbe:DNtbHKcabbjagababa;Ougr Old_Uyghur:DYUqz:CJoaDUSva;Osge Osage:DUSuBjeBj:BDpacagaCya;Sidt Sid\
        etic:DWLsz:;Sogd Sogdian:DYSeBp:CJoa;Soyo Soyombo:ECXsDe:;Sunu Sunuwar:EDLwBhoj:BDobbajacaBcada;Lana Tai_Tham:\
        JXgCkbBcckgjgn:;Tayo Tai_Yo:HCIqBebvib:;Tnsa Tangsa:FHGqDabj:;Todr Todhri:DVDgBz:BDpacacajabaCwa;Tols Tolong_S\
        iki:EEEyBrej:;Tutg Tulu_Tigalari:EAIqjbacabBlbjbacabdbjbbib:EXajGBqabaCASxfHfa;Vaii Vai:CKMqLn:;Vith Vithkuqi:\
        DVAekbobgbbbkbobgbb:;Wcho Wancho:HAVgCffa:;Yezi Yezidi:DYLkBpbccb:CHoaoadaCmj;Yiii Yi:CIPkBSudCc:SErbfjchIpaDA\
        Efe;Zanb Zanabazar_Square:ECUqCt:;Toto:HATkBe:BAya;Kawi:EERwqbBodBc:;
        """

    /// `Extended_Pictographic` of `emoji-data.txt`, version 17.0.0.
    static let extendedPictographic = """
        GnaeaLYramaIiawaDmfpbOdbmaGkazkecHraIxbkajaCgdbejacacbcaeacabbcadadbicfabafllbcabbbasacbsfbabbdbfacbeblbfbcafb\
        babbubffbdcaeacacfbacababagadagakbpacaeabaecbalbBwcjaoaoaOibRvctbBzaeaBVuamaXdabaGMRqaBndDwlpbpaobBljEibmboacj\
        tCdBbokauacibdjwgHfcEhcbbccDeccbdfJtbCklfbxhbchmacdcaebnbcaibjafcmciccabaeagadagDhBwCrfhcqdabfcmIkBlmdCehkfBoh\
        BebmdcnjBmmBubjbHcDkhoFpJwBNh
        """
}
