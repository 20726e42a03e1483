//! A style sheet without what only its authors read, while it is compiled.

/// The sheet without comments, line breaks and needless blanks: how many bytes, and they.
pub(super) const fn squeeze<const N: usize>(sheet: &str) -> (usize, [u8; N]) {
    let from = sheet.as_bytes();
    let mut to = [0; N];
    let mut length = 0;
    let mut at = 0;
    let mut quote = 0;
    while at < from.len() {
        let byte = from[at];
        let last = if length == 0 { b'{' } else { to[length - 1] };
        if quote != 0 {
            if byte == quote {
                quote = 0;
            }
        } else if byte == b'/' && at + 1 < from.len() && from[at + 1] == b'*' {
            at += 3;
            while at < from.len() && !(from[at] == b'/' && from[at - 1] == b'*') {
                at += 1;
            }
            at += 1;
            continue;
        } else if byte == b'"' || byte == b'\'' {
            quote = byte;
        } else if byte.is_ascii_whitespace() {
            at += 1;
            // A blank tells words apart; beside these there is nothing to tell apart.
            if !matches!(last, b'{' | b'}' | b';' | b',' | b':' | b'>' | b' ') {
                to[length] = b' ';
                length += 1;
            }
            continue;
        } else if matches!(byte, b'{' | b'}' | b';' | b',' | b'>')
            && (last == b' ' || (byte == b'}' && last == b';'))
        {
            length -= 1;
        }
        to[length] = byte;
        length += 1;
        at += 1;
    }
    (length, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sheet: &'static str, expected: &str) {
        let (length, bytes) = squeeze::<200>(sheet);
        assert_eq!(std::str::from_utf8(&bytes[..length]), Ok(expected));
    }

    #[test]
    fn what_means_something_stays() {
        check(
            "/* one */\n.a > .b,\n.c :hover {\n  color: red;\n  margin: 0 auto;\n}\n\n",
            ".a>.b,.c :hover{color:red;margin:0 auto}",
        );
        check(
            "@media (min-width: 1px) and (x: y) {\n a { width: calc(1px + 2px); }\n}",
            "@media (min-width:1px) and (x:y){a{width:calc(1px + 2px)}}",
        );
        check(
            ".a::before { content: \"a ; b\"; }",
            ".a::before{content:\"a ; b\"}",
        );
    }
}
