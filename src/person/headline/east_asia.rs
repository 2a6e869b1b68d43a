//! Title and company in Chinese, Japanese and Korean.

use super::roles::ends_in_east_asia;
use crate::person::legal_forms::without_joined;

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
        words.iter().any(|word| {
            without_joined(word).1
                || ["公司", "集团", "集團", "銀行", "银行"]
                    .iter()
                    .any(|end| word.ends_with(end))
        })
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
