package dev.gatehouse.idp.config;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.keys.KeySchedule;

/** The schedule of the signing keys that the settings ask for. */
public final class SigningSchedule {

    private SigningSchedule() {}

    public static KeySchedule of(Settings settings) {
        return new KeySchedule(
                settings.keys().rotationPeriod(), settings.keys().publishAhead(), Client.LONGEST_ACCESS_TOKEN_LIFETIME);
    }
}
