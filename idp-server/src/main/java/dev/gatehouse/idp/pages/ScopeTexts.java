package dev.gatehouse.idp.pages;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What scopes mean to the person who is asked for them. */
public final class ScopeTexts {

    /** The scopes that our pages explain; any other is shown by its name. */
    private static final List<String> EXPLAINED =
            List.of("openid", "profile", "email", "address", "phone", "offline_access", "gatehouse");

    private ScopeTexts() {}

    /** One item a scope, as the templates show it: the explained ones first, in an order of their own. */
    public static List<Map<String, Object>> of(Language language, Collection<String> scopes) {
        return scopes.stream()
                .sorted(Comparator.comparingInt(
                        scope -> EXPLAINED.contains(scope) ? EXPLAINED.indexOf(scope) : EXPLAINED.size()))
                .map(scope -> item(language, scope))
                .toList();
    }

    private static Map<String, Object> item(Language language, String scope) {
        return EXPLAINED.contains(scope)
                ? Map.of(
                        "title", language.text("scope." + scope),
                        "detail", language.text("scope." + scope + ".detail"))
                : Map.of("title", scope, "detail", language.text("scope.other.detail"));
    }
}
