package dev.gatehouse.idp.oauth.userinfo;

import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.AccountStanding;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.KnownClient;
import dev.gatehouse.idp.grants.Grant;
import dev.gatehouse.idp.grants.GrantId;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.Caller;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenVerifier;
import dev.gatehouse.idp.tokens.Verification.Rejected;
import dev.gatehouse.idp.tokens.Verification.Verified;
import dev.gatehouse.idp.tokens.VerifiedAccessToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The userinfo endpoint: the claims that the bearer of an access token may have about its person.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">OpenID Connect Core 1.0 section 5.3</a>
 */
@RestController
public final class UserinfoEndpoint {

    public static final String PATH = "/userinfo";

    private static final String CHALLENGE = "Bearer realm=\"gatehouse\"";

    private final TokenVerifier verifier;
    private final RevocationState revocations;
    private final AccountDirectory accounts;
    private final Clients clients;
    private final Grants grants;
    private final EffectiveRoles roles;
    private final AuditTrail trail;

    public UserinfoEndpoint(
            TokenVerifier verifier,
            RevocationState revocations,
            AccountDirectory accounts,
            Clients clients,
            Grants grants,
            EffectiveRoles roles,
            AuditTrail trail) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.accounts = accounts;
        this.clients = clients;
        this.grants = grants;
        this.roles = roles;
        this.trail = trail;
    }

    /** What a presented token comes to. */
    private sealed interface Decision {

        record Answer(VerifiedAccessToken token, Account account, Client client, List<String> roles)
                implements Decision {}

        record Refused(
                HttpStatus status,
                String error,
                String detail,
                @Nullable VerifiedAccessToken token) implements Decision {}
    }

    @GetMapping(PATH)
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }

    @PostMapping(PATH)
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Decision decision = switch (UserinfoRequest.read(request)) {
            case UserinfoRequest.Bearer(String token) -> decide(token);
            case UserinfoRequest.Missing() -> refused(HttpStatus.UNAUTHORIZED, "", "no-token", null);
            case UserinfoRequest.Malformed(String description) ->
                refused(HttpStatus.BAD_REQUEST, "invalid_request", description, null);
        };
        record(decision);
        switch (decision) {
            case Decision.Answer answer -> write(response, HttpStatus.OK, claims(answer));
            case Decision.Refused refused -> refuse(response, refused);
        }
    }

    private Decision decide(String presented) {
        return switch (verifier.verify(presented)) {
            case Rejected(var reason) -> invalidToken(reason.code(), null);
            case Verified(VerifiedAccessToken token) ->
                switch (revocations.check(token)) {
                    case UNKNOWN -> unavailable("revocation-view-too-old", token);
                    case REVOKED -> invalidToken("revoked", token);
                    case LIVE -> decide(token);
                };
        };
    }

    private Decision decide(VerifiedAccessToken token) {
        AccessTokenClaims claims = token.claims();
        if (claims.ownedByClient() || !claims.scopes().contains("openid")) {
            return refused(HttpStatus.FORBIDDEN, "insufficient_scope", "no-openid", token);
        }
        Optional<Client> client =
                clients.find(claims.clientId()).map(KnownClient::client).filter(Client::active);
        if (client.isEmpty()) {
            return invalidToken("client-gone", token);
        }
        return switch (accounts.standing(new AccountId(claims.subject()))) {
            case AccountStanding.Gone() -> invalidToken("account-gone", token);
            case AccountStanding.Suspended(Account account) -> invalidToken("account-suspended", token);
            case AccountStanding.Good(Account account) -> decide(token, account, client.get());
        };
    }

    private Decision decide(VerifiedAccessToken token, Account account, Client client) {
        return switch (roles.of(token.claims().workspace(), CallerSubject.of(token.claims()))) {
            case EffectiveRoles.Roles.Known(List<String> names) -> new Decision.Answer(token, account, client, names);
            case EffectiveRoles.Roles.NotReached() -> unavailable("access-model-not-read", token);
        };
    }

    /** "The sub (subject) Claim MUST always be returned" (section 5.3.2). */
    private Map<String, Object> claims(Decision.Answer answer) {
        AccessTokenClaims token = answer.token().claims();
        String wishes = Optional.ofNullable(token.grantId())
                .flatMap(id -> grants.inForce(new GrantId(id)))
                .map(Grant::claims)
                .orElse(null);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", token.subject());
        claims.putAll(StandardClaims.of(
                answer.account(), ReleasedClaims.ofUserinfo(answer.client(), token.scopes(), wishes)));
        claims.put("roles", answer.roles());
        return claims;
    }

    private void record(Decision decision) {
        TokenEvent event = switch (decision) {
            case Decision.Answer answer -> event(Outcome.SUCCESS, Optional.empty(), answer.token());
            case Decision.Refused refused ->
                event(
                        refused.status().is5xxServerError() ? Outcome.FAILURE : Outcome.DENIED,
                        Optional.of(refused.detail()),
                        refused.token());
        };
        VerifiedAccessToken token = switch (decision) {
            case Decision.Answer answer -> answer.token();
            case Decision.Refused refused -> refused.token();
        };
        trail.record(token == null ? Actor.unknown() : Caller.of(token).actor(), event);
    }

    private static TokenEvent event(Outcome outcome, Optional<String> reason, @Nullable VerifiedAccessToken token) {
        Optional<AccessTokenClaims> claims = Optional.ofNullable(token).map(VerifiedAccessToken::claims);
        return new TokenEvent(
                TokenEvent.Kind.USERINFO,
                outcome,
                reason,
                new Target("token", claims.map(AccessTokenClaims::tokenId).orElse("")),
                claims.map(AccessTokenClaims::workspace).orElse("system"),
                claims.filter(about -> !about.ownedByClient()).map(AccessTokenClaims::subject),
                Map.of());
    }

    /** RFC 6750 section 3: the challenge names the error, unless no credentials were there at all. */
    private static void refuse(HttpServletResponse response, Decision.Refused refused) throws IOException {
        if (refused.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "2");
        } else {
            String error = refused.error().isEmpty() ? "" : ", error=\"" + refused.error() + "\"";
            String scope = refused.status() == HttpStatus.FORBIDDEN ? ", scope=\"openid\"" : "";
            response.setHeader("WWW-Authenticate", CHALLENGE + error + scope);
        }
        write(response, refused.status(), refused.error().isEmpty() ? Map.of() : Map.of("error", refused.error()));
    }

    private static void write(HttpServletResponse response, HttpStatus status, Map<String, Object> json)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType("application/json");
        response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(json));
    }

    private static Decision unavailable(String detail, VerifiedAccessToken token) {
        return refused(HttpStatus.SERVICE_UNAVAILABLE, "temporarily_unavailable", detail, token);
    }

    private static Decision invalidToken(String detail, @Nullable VerifiedAccessToken token) {
        return refused(HttpStatus.UNAUTHORIZED, "invalid_token", detail, token);
    }

    private static Decision refused(
            HttpStatus status, String error, String detail, @Nullable VerifiedAccessToken token) {
        return new Decision.Refused(status, error, detail, token);
    }
}
