//! Title and company in Chinese, Japanese and Korean.

use super::roles::ends_in_east_asia;
use crate::person::legal_forms::without_joined;
use crate::person::words::words;

words! {
    /// What companies' names end with.
    ENDS = "智能 信息 医疗 醫療 食品 服饰 贸易 貿易 环保 光电 光電 文化 中学 小学 学校 学院 研究院 事务所 事務所 工作室 酒店 实业 建设 软件 公司 集团 集團 銀行 银行 科技 股份 医院 醫院 病院 大学 大學 製作所 工業 商事 電機 建設 製薬 ホールディングス グループ 传媒 傳媒 资本 資本 生物 重工 汽车 汽車 电子 電子 能源 地产 \
    地產 保险 保險 证券 證券 소프트 테크 그룹 은행 전자 건설 물산 산업 제약 화학 증권 보험 병원 대학교 시스템즈 네트웍스 랩스 홀딩스";
}

/// "雲嶼科技"
pub(super) fn named_in_east_asia(words: &[&str]) -> bool {
    // Ends are asked for many times, and a stranger may look like one.
    let theirs = |word: &str| word.ends_with(|c| c > '\u{2e80}') && ENDS.end(word);
    matches!(words, [word] if word.chars().count() > 3 && theirs(word))
}

/// "Fabrikam株式会社 営業部長": title and company in Han, kana or Hangul, parted by
/// a space, the title known by its ending.
pub(super) fn east_asian(words: &[&str]) -> Option<(String, String)> {
    let asian = |word: &str| {
        word.chars()
            .any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    };
    let ends = ends_in_east_asia;
    // "赵氏机械有限公司的工程师", "北辰物流有限公司总经理"
    if let [word] = words {
        let end = ["公司", "集团", "集團", "株式会社", "合同会社"]
            .iter()
            .filter_map(|end| Some(word.rfind(end)? + end.len()))
            .max()?;
        let (company, title) = word.split_at(end);
        let title = title.strip_prefix('的').unwrap_or(title);
        let clear = ends(title) && company.chars().count() > 3 && title.chars().count() < 10;
        return clear.then(|| (title.to_owned(), company.to_owned()));
    }
    if !words.iter().any(|word| asian(word)) || !(2..=5).contains(&words.len()) {
        return None;
    }
    let last = words.len() - 1;
    let formal = |words: &[&str]| {
        words
            .iter()
            .any(|word| without_joined(word).1 || word.chars().count() > 3 && ENDS.end(word))
    };
    let clear = |title: &[&str], company: &[&str]| {
        title.iter().all(|word| asian(word))
            && title.last().is_some_and(|word| ends(word))
            && !company
                .iter()
                .any(|word| ends(word) && !without_joined(word).1)
            && (formal(company) || company.len() == 1 && !asian(company[0]))
            // "주식회사 예시": the form is a word of its own.
            && !without_joined(&company.concat()).0.trim().is_empty()
            && !formal(title)
    };
    (1..=last).find_map(|at| {
        let (front, back) = words.split_at(at);
        if clear(back, front) {
            // "Fabrikam 的销售总监"
            let title = back.join(" ");
            let title = title.strip_prefix('的').unwrap_or(&title).to_owned();
            Some((title, front.join(" ")))
        } else if clear(front, back) && formal(back) {
            Some((front.join(" "), back.join(" ")))
        } else {
            None
        }
    })
}
