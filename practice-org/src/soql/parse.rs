//! From text to a query.

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Dotted paths; empty with `count`.
    pub fields: Vec<String>,
    /// `SELECT COUNT()`.
    pub count: bool,
    /// The object.
    pub from: String,
    /// The condition.
    pub condition: Option<Condition>,
    /// Field and whether descending.
    pub order: Vec<(String, bool)>,
    /// At most this many.
    pub limit: Option<usize>,
    /// Leave out this many.
    pub offset: usize,
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of them.
    And(Vec<Condition>),
    /// Any of them.
    Or(Vec<Condition>),
    /// Not.
    Not(Box<Condition>),
    /// A field compared with a value.
    Compare(String, Operator, Vec<Literal>),
    /// A field that is (`true`) or is not (`false`) among a query's values.
    Among(String, bool, Box<Query>),
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`, `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `LIKE`
    Like,
    /// `IN`
    In,
    /// `NOT IN`
    NotIn,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `'text'`
    Text(String),
    /// A number.
    Number(f64),
    /// `true`, `false`
    Boolean(bool),
    /// `null`
    Null,
    /// A date or a date/time, as it was written.
    DateTime(String),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Sign(&'static str),
}

/// Parses a query; says what is wrong with it.
pub fn parse(text: &str) -> Result<Query, String> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, at: 0 };
    let query = parser.query()?;
    match parser.peek() {
        None => Ok(query),
        Some(token) => Err(format!("unexpected token: {token:?}")),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        let next = characters.get(at + 1).copied();
        let (sign, length) = match (c, next) {
            ('!', Some('=')) | ('<', Some('>')) => (Some("!="), 2),
            ('<', Some('=')) => (Some("<="), 2),
            ('>', Some('=')) => (Some(">="), 2),
            ('=', _) => (Some("="), 1),
            ('<', _) => (Some("<"), 1),
            ('>', _) => (Some(">"), 1),
            ('(', _) => (Some("("), 1),
            (')', _) => (Some(")"), 1),
            (',', _) => (Some(","), 1),
            _ => (None, 0),
        };
        if let Some(sign) = sign {
            tokens.push(Token::Sign(sign));
            at += length;
        } else if c.is_whitespace() {
            at += 1;
        } else if c == '\'' {
            let (text, end) = string(&characters, at + 1)?;
            tokens.push(Token::Text(text));
            at = end;
        } else if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+') {
            let start = at;
            while characters.get(at).is_some_and(|c| {
                c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '+' | ':')
            }) {
                at += 1;
            }
            tokens.push(Token::Word(characters[start..at].iter().collect()));
        } else {
            return Err(format!(
                "line 1:{at} no viable alternative at character '{c}'"
            ));
        }
    }
    Ok(tokens)
}

/// The text of a string from behind its quotation mark, and where it ends.
fn string(characters: &[char], mut at: usize) -> Result<(String, usize), String> {
    let mut text = String::new();
    loop {
        match characters.get(at) {
            None => return Err("line 1: mismatched character '<EOF>' expecting '''".into()),
            Some('\'') => return Ok((text, at + 1)),
            Some('\\') => {
                let escape = characters.get(at + 1).copied();
                at += 2;
                text.push(match escape {
                    Some('n' | 'N') => '\n',
                    Some('r' | 'R') => '\r',
                    Some('t' | 'T') => '\t',
                    Some('b' | 'B') => '\u{8}',
                    Some('f' | 'F') => '\u{c}',
                    Some(c @ ('"' | '\'' | '\\' | '%' | '_')) => c,
                    Some('u' | 'U') => {
                        let digits: String = characters.iter().skip(at).take(4).collect();
                        at += 4;
                        u32::from_str_radix(&digits, 16)
                            .ok()
                            .and_then(char::from_u32)
                            .ok_or_else(|| format!("illegal escape \\u{digits}"))?
                    }
                    other => {
                        return Err(format!(
                            "Illegal string escape sequence '\\{}'",
                            other.map(String::from).unwrap_or_default()
                        ));
                    }
                });
            }
            // A bare line end is no part of a string.
            Some('\n' | '\r') => {
                return Err("line 1: mismatched character '\\n' expecting '''".into());
            }
            Some(c) => {
                text.push(*c);
                at += 1;
            }
        }
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn word_is(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(own)) if own.eq_ignore_ascii_case(word))
    }

    fn keyword(&mut self, word: &str) -> bool {
        let there = self.word_is(word);
        self.at += usize::from(there);
        there
    }

    fn sign(&mut self, sign: &str) -> bool {
        let there = matches!(self.peek(), Some(Token::Sign(own)) if *own == sign);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, there: bool, what: &str) -> Result<(), String> {
        if there {
            Ok(())
        } else {
            Err(format!("expecting {what}, found {:?}", self.peek()))
        }
    }

    fn word(&mut self, what: &str) -> Result<String, String> {
        match self.take() {
            Some(Token::Word(word)) => Ok(word),
            other => Err(format!("expecting {what}, found {other:?}")),
        }
    }

    fn number(&mut self) -> Result<usize, String> {
        let word = self.word("a number")?;
        word.parse()
            .map_err(|_| format!("expecting a number, found '{word}'"))
    }

    fn query(&mut self) -> Result<Query, String> {
        let select = self.keyword("SELECT");
        self.expect(select, "SELECT")?;
        let mut fields = Vec::new();
        let mut count = false;
        loop {
            let field = self.word("a field")?;
            if field.eq_ignore_ascii_case("count") && self.sign("(") {
                let close = self.sign(")");
                self.expect(close, ")")?;
                count = true;
            } else {
                fields.push(field);
            }
            if !self.sign(",") {
                break;
            }
        }
        let from = self.keyword("FROM");
        self.expect(from, "FROM")?;
        let from = self.word("an object")?;
        let condition = if self.keyword("WHERE") {
            Some(self.or()?)
        } else {
            None
        };
        let mut order = Vec::new();
        if self.keyword("ORDER") {
            let by = self.keyword("BY");
            self.expect(by, "BY")?;
            loop {
                let field = self.word("a field")?;
                let descending = self.keyword("DESC");
                if !descending {
                    self.keyword("ASC");
                }
                if self.keyword("NULLS") && !self.keyword("FIRST") {
                    let last = self.keyword("LAST");
                    self.expect(last, "FIRST or LAST")?;
                }
                order.push((field, descending));
                if !self.sign(",") {
                    break;
                }
            }
        }
        let limit = if self.keyword("LIMIT") {
            Some(self.number()?)
        } else {
            None
        };
        let offset = if self.keyword("OFFSET") {
            self.number()?
        } else {
            0
        };
        Ok(Query {
            fields,
            count,
            from,
            condition,
            order,
            limit,
            offset,
        })
    }

    fn or(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.and()?];
        while self.keyword("OR") {
            parts.push(self.and()?);
        }
        Ok(if parts.len() == 1 {
            parts.remove(0)
        } else {
            Condition::Or(parts)
        })
    }

    fn and(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.one()?];
        while self.keyword("AND") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 {
            parts.remove(0)
        } else {
            Condition::And(parts)
        })
    }

    fn one(&mut self) -> Result<Condition, String> {
        if self.keyword("NOT") {
            return Ok(Condition::Not(Box::new(self.one()?)));
        }
        if self.sign("(") {
            let inner = self.or()?;
            let close = self.sign(")");
            self.expect(close, ")")?;
            return Ok(inner);
        }
        let field = self.word("a field")?;
        let operator = match self.take() {
            Some(Token::Sign("=")) => Operator::Equal,
            Some(Token::Sign("!=")) => Operator::NotEqual,
            Some(Token::Sign("<")) => Operator::Less,
            Some(Token::Sign("<=")) => Operator::AtMost,
            Some(Token::Sign(">")) => Operator::More,
            Some(Token::Sign(">=")) => Operator::AtLeast,
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("LIKE") => Operator::Like,
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("IN") => Operator::In,
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("NOT") && self.keyword("IN") => {
                Operator::NotIn
            }
            other => return Err(format!("expecting an operator, found {other:?}")),
        };
        let mut values = Vec::new();
        if matches!(operator, Operator::In | Operator::NotIn) {
            let open = self.sign("(");
            self.expect(open, "(")?;
            if matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case("SELECT"))
            {
                let inner = self.query()?;
                let close = self.sign(")");
                self.expect(close && inner.fields.len() == 1, "one field and )")?;
                return Ok(Condition::Among(
                    field,
                    operator == Operator::In,
                    Box::new(inner),
                ));
            }
            loop {
                values.push(self.literal()?);
                if !self.sign(",") {
                    break;
                }
            }
            let close = self.sign(")");
            self.expect(close, ")")?;
        } else {
            values.push(self.literal()?);
        }
        Ok(Condition::Compare(field, operator, values))
    }

    fn literal(&mut self) -> Result<Literal, String> {
        match self.take() {
            Some(Token::Text(text)) => Ok(Literal::Text(text)),
            Some(Token::Word(word)) => {
                let lower = word.to_ascii_lowercase();
                let dated = word.len() >= 10
                    && word.bytes().take(4).all(|b| b.is_ascii_digit())
                    && word.as_bytes()[4] == b'-';
                match lower.as_str() {
                    "true" => Ok(Literal::Boolean(true)),
                    "false" => Ok(Literal::Boolean(false)),
                    "null" => Ok(Literal::Null),
                    _ if dated => Ok(Literal::DateTime(word)),
                    _ => word
                        .parse()
                        .map(Literal::Number)
                        .map_err(|_| format!("unexpected token: '{word}'")),
                }
            }
            other => Err(format!("expecting a value, found {other:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_soql_and_what_is_not() {
        for (text, good) in [
            ("SELECT Id FROM Lead", true),
            (
                "select Id, Owner.Name from Lead where LastName = 'O\\'Brien' and Company != null limit 5",
                true,
            ),
            ("SELECT COUNT() FROM Lead", true),
            (
                "SELECT Id FROM Lead WHERE (A = 'x' OR B = 'y') AND NOT C IN ('1', '2') ORDER BY A DESC NULLS LAST, B LIMIT 1 OFFSET 2",
                true,
            ),
            (
                "SELECT Id FROM Lead WHERE CreatedDate >= 2026-11-23T14:30:00Z",
                true,
            ),
            ("SELECT Id FROM Lead WHERE A = 'a\\u00e9'", true),
            (
                "SELECT Id FROM User WHERE Id NOT IN (SELECT CreatedById FROM Lead WHERE A = 'x')",
                true,
            ),
            (
                "SELECT Id FROM User WHERE Id IN (SELECT A, B FROM Lead)",
                false,
            ),
            ("SELECT Id FROM Lead WHERE A = 'O'Brien'", false),
            ("SELECT Id FROM Lead WHERE A = 'a\\x'", false),
            ("SELECT Id FROM Lead WHERE A = 'open", false),
            ("SELECT Id FROM Lead WHERE A = 'line\nend'", false),
            ("SELECT Id FROM Lead WHERE", false),
            ("SELECT FROM Lead", false),
            ("SELECT Id FROM Lead; DELETE", false),
            ("DELETE FROM Lead", false),
        ] {
            assert_eq!(parse(text).is_ok(), good, "{text}: {:?}", parse(text));
        }
    }

    #[test]
    fn escapes_mean_their_characters() {
        let query = parse(r"SELECT Id FROM Lead WHERE A = 'a\\b\'c\nd\te\u0041\%'").unwrap();
        let Some(Condition::Compare(_, Operator::Equal, values)) = query.condition else {
            panic!("no condition");
        };
        assert_eq!(values, [Literal::Text("a\\b'c\nd\teA%".into())]);
    }
}
