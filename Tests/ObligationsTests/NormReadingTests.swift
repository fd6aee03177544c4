import LegalText
import Testing

/// Sentences as laws have them, and what is read from each.
@Suite struct NormReadingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var text: String
        var records: [String]
        var testDescription: String { text }
        init(_ text: String, _ records: String...) {
            self.text = text
            self.records = records
        }
    }

    @Test(arguments: [
        Case(
            "乡村医生每年接受培训不少于两次，累计时间不少于两周。",
            "obligation >= 2 times per P1Y @乡村医生", "obligation >= 2 weeks per P1Y @乡村医生"),
        Case(
            "医院应当每月、每季度至少开展一次检查。", "obligation >= 1 times per P3M @医院",
            "obligation >= 1 times per P1M @医院"),
        Case(
            "在校学生不足300人的，学校按照300人补助标准核定。",
            "condition-threshold/obligation < 300 persons @学校",
            "obligation = 300 persons @学校"),
        Case(
            "体育设施应当对社会开放，每天不得少于八小时。", "obligation >= 8 hours per P1D"),
        Case(
            "委员会应当依法组成，其组成人员不得少于九人。", "obligation >= 9 persons @委员会"),
        Case(
            "年满六周岁的儿童，其父母应当送其入学。",
            "condition-threshold/obligation >= 6 years of age @父母"),
        Case(
            "保护单位自公布之日起一年内，由人民政府划定范围。",
            "deadline/obligation <= 1 years within P1Y @人民政府"),
        Case(
            "2024年6月30日前登记设立的公司，应当在2027年6月30日前缴足。",
            "deadline/obligation <= by 2027-06-30 @2024年6月30日前登记设立的公司"),
        Case("暂停执业一年六个月以下。", "penalty <= 18 months"),
        Case("申请人应当于会议召开十五日前提交材料。", "deadline/obligation >= 15 days lead P15D @申请人"),
        Case(
            "许可证有效期届满需要延续的，企业应当在届满三十日前申请。",
            "deadline/obligation >= 30 days lead P30D @企业"),
        Case(
            "逾期不改正的，对单位处一万元以上五万元以下罚款，对个人处一千元罚款。",
            "penalty range 10000..50000 CNY @单位", "penalty = 1000 CNY @个人"),
        Case("不得招用未满十六周岁的未成年人。", "condition-threshold/prohibition < 16 years of age"),
        Case(
            "占地五十公顷以上或者土石方五十万立方米以上的，由国务院批准。",
            "condition-threshold/obligation >= 50 ha @国务院",
            "condition-threshold/obligation >= 500000 m3 @国务院"),
        Case("并处违法所得30%以上3倍以下的罚款。", "penalty range 0.3..3 multiple"),
        Case("按日加收千分之二的滞纳金。", "penalty = 2 permille per P1D"),
        Case("机关可以延长十五日。", "permission <= 15 days @机关"),
        Case("企业应当于每月15日前报送报表。", "deadline/obligation <= per P1M by ---15 @企业"),
        Case("全省实行一体化管理，依照第三十一条第二款办理。"),
        Case("本条例自2021年1月1日起施行。"),
        Case("本法所称小型企业，是指职工不超过三十人的企业。"),
    ])
    func chineseNormsAreRead(_ example: Case) {
        let read = Notation.read(example.text, .zho)
        #expect(Set(read) == Set(example.records), "\(read)")
    }

    @Test(arguments: [
        Case(
            "The insurer shall pay. The term shall not exceed one year and six months.",
            "obligation <= 18 months @The insurer"),
        Case(
            "The operator, whose site was inspected by the Agency, shall report within 15 days.",
            "deadline/obligation <= 15 days within P15D @The operator"),
        Case(
            "When the staff learn of an accident, they shall report within 24 hours.",
            "deadline/obligation <= 24 hours within PT24H @the staff"),
        Case(
            "A member's liability shall not exceed ten times its contribution.",
            "obligation <= 10 multiple @A member"),
        Case(
            "The committee shall meet at least twice a year.",
            "obligation >= 2 times per P1Y @The committee"),
        Case(
            "Each hospital shall conduct an inspection every six months.",
            "obligation = 1 times per P6M @Each hospital"),
        Case(
            "The agency shall decide within five working days from receipt of the application.",
            "deadline/obligation <= 5 working days within P5D @The agency"),
        Case(
            "The fee shall not be less than one third of the price.",
            "obligation >= 0.3333 fraction"),
        Case(
            "The school shall apply at least six months before the end of the year.",
            "deadline/obligation >= 6 months lead P6M @The school"),
        Case(
            "A fine of between NT$ 50,000 and NT$ 200,000 shall be imposed.",
            "penalty range 50000..200000 TWD"),
        Case(
            "The term shall be not less than three months and not more than one year.",
            "obligation range 3..12 months"),
        Case(
            "A company with more than 50 employees shall report before August 31.",
            "condition-threshold/obligation > 50 persons @A company with more than 50 employees",
            "deadline/obligation <= by --08-31 @A company with more than 50 employees"),
        Case(
            "Units will be subsidized by 654.38+10,000 yuan per year.",
            "obligation = CNY per P1Y @Units (garbled)"),
        Case("The one-stop service of the First People's Hospital follows Article 7."),
        Case("Records shall be inspected regularly.", "obligation (vague)"),
    ])
    func englishNormsAreRead(_ example: Case) {
        let read = Notation.read(example.text, .eng)
        #expect(Set(read) == Set(example.records), "\(read)")
    }
}
