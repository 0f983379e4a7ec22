package dev.gatehouse.idp.oauth.authorize;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a request as they came: nothing in here has been checked. */
public final class RequestParameters {

    private final Map<String, List<String>> values;

    private RequestParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** From a servlet request's parameter map, query and form together. */
    public static RequestParameters of(Map<String, String[]> map) {
        var values = new LinkedHashMap<String, List<String>>();
        map.forEach((name, all) -> {
            // "Parameters sent without a value MUST be treated as if they were omitted" (RFC 6749 section 3.1).
            List<String> sent =
                    List.of(all).stream().filter(value -> !value.isEmpty()).toList();
            if (!sent.isEmpty()) {
                values.put(name, sent);
            }
        });
        return new RequestParameters(values);
    }

    /** From a form that had each parameter once, but for those that say what the token is for. */
    public static RequestParameters form(Map<String, String> form, List<String> resources) {
        var values = new LinkedHashMap<String, List<String>>();
        form.forEach((name, value) -> values.put(name, List.of(value)));
        if (!resources.isEmpty()) {
            values.put("resource", resources);
        }
        return new RequestParameters(values);
    }

    /** From parameters that were kept with an interaction. */
    static RequestParameters kept(Map<String, List<String>> values) {
        return new RequestParameters(new LinkedHashMap<>(values));
    }

    /** From the form-encoded text that {@link #encoded} gives. */
    public static RequestParameters decode(String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decoded(pair.substring(equals + 1)));
            }
        }
        return new RequestParameters(values);
    }

    /** The one value of a parameter; empty where it is missing or repeated. */
    Optional<String> one(String name) {
        List<String> all = all(name);
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean repeated(String name) {
        return all(name).size() > 1;
    }

    /** To be kept with an interaction. */
    Map<String, List<String>> values() {
        return Collections.unmodifiableMap(values);
    }

    /** In the form of {@code application/x-www-form-urlencoded}. */
    public String encoded() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
