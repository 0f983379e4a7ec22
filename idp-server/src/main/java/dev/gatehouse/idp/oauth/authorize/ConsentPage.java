package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.signin.SignInInteraction;

/** The page that asks a person whether a client may have what it asks for. */
public final class ConsentPage {

    public static final String PATH = "/oauth2/authorize/consent";

    private ConsentPage() {}

    static String location(SignInInteraction interaction) {
        return PATH + "?" + Interactions.PARAMETER + "=" + interaction.id().value();
    }
}
