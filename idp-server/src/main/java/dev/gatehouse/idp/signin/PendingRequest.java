package dev.gatehouse.idp.signin;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for a person to sign in.
 *
 * @param resumePath where it goes on, a path of ours without query; the caller chooses it, never the request
 * @param parameters the request's parameters as they came, query and form alike
 * @param clientName the validated client on whose behalf, to be named on the page
 * @param formTargets origins (or schemes) that the answer to the sign-in form may lead to in the end: the validated
 *     redirect URI's. Browsers hold redirects after a form to {@code form-action}
 */
public record PendingRequest(
        String resumePath,
        Map<String, List<String>> parameters,
        Demands demands,
        @Nullable String clientName,
        List<String> formTargets) {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-]+)+/?");
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9+.-]*:(//[a-z0-9.:\\[\\]-]+)?");

    public PendingRequest {
        if (!PATH.matcher(resumePath).matches()) {
            throw new IllegalArgumentException("not a path of ours");
        }
        for (String target : formTargets) {
            if (!SOURCE.matcher(target).matches()) {
                throw new IllegalArgumentException("not a source of a content security policy");
            }
        }
        parameters = Map.copyOf(parameters);
        formTargets = List.copyOf(formTargets);
    }

    /** A page of ours that needs a signed-in person. */
    public static PendingRequest page(String path) {
        return new PendingRequest(path, Map.of(), Demands.none(), null, List.of());
    }
}
