package dev.gatehouse.idp.keys;

/** What a keyring does each second, now. */
public final class Ticks {

    private Ticks() {}

    public static void tick(SigningKeyring keyring) {
        keyring.tick();
    }
}
