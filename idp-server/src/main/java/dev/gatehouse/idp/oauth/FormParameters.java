package dev.gatehouse.idp.oauth;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a protocol request's body: each at most once, none empty.
 *
 * @param resources all values of the one parameter that may be repeated (RFC 8707 section 2)
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749 section 3.2</a>: "Parameters sent without a
 *     value MUST be treated as if they were omitted [...] Request and response parameters MUST NOT be included more than
 *     once."
 */
public record FormParameters(Map<String, String> values, List<String> resources) {

    static final String RESOURCE = "resource";

    public FormParameters {
        values = Collections.unmodifiableMap(values);
        resources = List.copyOf(resources);
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A parameter without which the request is {@code invalid_request}. */
    String require(String name) {
        String value = values.get(name);
        if (value == null) {
            throw ProtocolError.invalidRequest("the parameter " + name + " is missing")
                    .asException();
        }
        return value;
    }

    /** May hold credentials, so only the names are shown. */
    @Override
    public String toString() {
        return "FormParameters" + values.keySet();
    }
}
