package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.AccountStanding;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.Admittance;
import dev.gatehouse.idp.tokens.Caller;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenVerifier;
import dev.gatehouse.idp.tokens.Verification.Rejected;
import dev.gatehouse.idp.tokens.Verification.Verified;
import dev.gatehouse.idp.tokens.VerifiedAccessToken;
import java.util.Optional;

/**
 * Whom an access token lets into APIs of ours, as of now. It must be for us: our issuer in {@code aud}, and the scope
 * {@code gatehouse}.
 */
public final class BearerTokens {

    private final String issuer;
    private final TokenVerifier verifier;
    private final RevocationState revocations;
    private final AccountDirectory accounts;

    public BearerTokens(String issuer, TokenVerifier verifier, RevocationState revocations, AccountDirectory accounts) {
        this.issuer = issuer;
        this.verifier = verifier;
        this.revocations = revocations;
        this.accounts = accounts;
    }

    /** What becomes of a token that is presented to an API of ours. */
    sealed interface Admission {

        /** It lets its caller in. */
        record Admitted(Caller caller) implements Admission {}

        /** Its person is suspended, which is to be told apart from the death of a token. */
        record Suspended(Caller caller) implements Admission {}

        /** It is no token of ours that is alive. */
        record Invalid() implements Admission {}

        /** RFC 9068 section 4: a token that is not meant for us MUST be rejected. */
        record OfAnotherAudience() implements Admission {}

        /** It is not for APIs of ours. */
        record LacksScope() implements Admission {}

        /** Whether it was revoked cannot be told at the moment. */
        record Unknown() implements Admission {}
    }

    Admission admit(String presented) {
        return switch (verifier.verify(presented)) {
            case Rejected rejected -> new Admission.Invalid();
            case Verified(VerifiedAccessToken token) ->
                switch (revocations.check(token)) {
                    case UNKNOWN -> new Admission.Unknown();
                    case REVOKED ->
                        // A suspension ends all tokens of the person.
                        revocations.diedWithSubject(token) ? admit(token, false) : new Admission.Invalid();
                    case LIVE -> admit(token, true);
                };
        };
    }

    private Admission admit(VerifiedAccessToken token, boolean live) {
        AccessTokenClaims claims = token.claims();
        if (!claims.audiences().contains(issuer)) {
            return new Admission.OfAnotherAudience();
        }
        if (!claims.scopes().contains(Client.GATEHOUSE_SCOPE)) {
            return new Admission.LacksScope();
        }
        Caller caller = Caller.of(token);
        Admission good = live ? new Admission.Admitted(caller) : new Admission.Invalid();
        return caller.person()
                ? switch (standing(caller)) {
                    case AccountStanding.Suspended suspended -> new Admission.Suspended(caller);
                    case AccountStanding.Gone gone -> new Admission.Invalid();
                    case AccountStanding.Good standing -> good;
                }
                : good;
    }

    private AccountStanding standing(Caller caller) {
        return AccountId.parse(caller.subject()).map(accounts::standing).orElseGet(AccountStanding.Gone::new);
    }

    /** Asks again about a token that let its caller in. */
    Admittance admittance(String presented) {
        return () -> switch (admit(presented)) {
            case Admission.Admitted admitted -> Optional.empty();
            case Admission.Suspended suspended -> Optional.of(BearerTokenFilter.SUSPENDED);
            case Admission.Unknown unknown -> Optional.of(BearerTokenFilter.UNTOLD);
            case Admission.Invalid invalid -> Optional.of("invalid-token");
            case Admission.OfAnotherAudience other -> Optional.of("invalid-token");
            case Admission.LacksScope lacking -> Optional.of("insufficient-scope");
        };
    }
}
