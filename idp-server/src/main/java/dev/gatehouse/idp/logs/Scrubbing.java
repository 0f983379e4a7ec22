package dev.gatehouse.idp.logs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes credentials out of text that goes to a log: authorization headers, cookies, tokens, keys and passwords.
 *
 * <p>The last line of defence, for text that comes from elsewhere (exceptions of libraries, URLs). Code of ours logs no
 * secret in the first place.
 */
final class Scrubbing {

    private static final String REMOVED = "[removed]";

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule("-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(-----END [A-Z ]*PRIVATE KEY-----)?", REMOVED),
            rule("(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie|dpop)(\"?\\s*[:=]\\s*)[^\\r\\n]+", "$1$2" + REMOVED),
            rule("(?i)\\b(bearer|basic)\\s+[\\w+/=.~-]{8,}", "$1 " + REMOVED),
            rule("\\beyJ[\\w-]{4,}+(?:\\.[\\w-]*+)+", REMOVED),
            rule("\\bgh[a-z]_\\w{8,}", REMOVED),
            rule(
                    "(?i)((?:password|secret|token|assertion|verifier|device_code|user_code|master[_-]key))"
                            + "(\"?\\s*[=:]\\s*\"?)[^\\s&\"',;)}\\]]+",
                    "$1$2" + REMOVED),
            rule("([?&](?:code|state|nonce|login_hint)=)[^\\s&\"']+", "$1" + REMOVED),
            rule("(://[^/\\s:@]{1,200}:)[^/\\s@]{1,500}@", "$1" + REMOVED + "@"));

    private Scrubbing() {}

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    static String scrubbed(String text) {
        String clean = text;
        for (Rule rule : RULES) {
            clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
        }
        return clean;
    }
}
