package dev.gatehouse.idp.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signing keys as they are at one instant. Immutable; a new one replaces it when keys or states change.
 *
 * @param keys all of them, in the order of succession for each algorithm
 * @param signing the key that signs, by algorithm
 * @param verifying the keys of the JWK set by id
 * @param published the JWK set
 */
record KeyRing(
        List<SigningKey> keys,
        Map<SigningAlgorithm, SigningKeys.Signing> signing,
        Map<KeyId, SigningKeys.Verifying> verifying,
        JWKSet published) {

    static KeyRing empty() {
        return new KeyRing(List.of(), Map.of(), Map.of(), new JWKSet());
    }

    static KeyRing at(Instant now, List<LoadedKey> inSuccession, KeySchedule schedule) {
        List<SigningKey> keys =
                KeySuccession.of(inSuccession.stream().map(LoadedKey::entry).toList(), schedule);
        var signing = new EnumMap<SigningAlgorithm, SigningKeys.Signing>(SigningAlgorithm.class);
        var verifying = new HashMap<KeyId, SigningKeys.Verifying>();
        var published = new ArrayList<JWK>();
        for (int i = 0; i < keys.size(); i++) {
            SigningKey key = keys.get(i);
            LoadedKey loaded = inSuccession.get(i);
            if (key.stateAt(now) != SigningKeyState.RETIRED) {
                published.add(loaded.jwk());
                verifying.put(key.id(), loaded.verifying());
                if (!signing.containsKey(key.algorithm()) || !now.isBefore(loaded.usableFrom())) {
                    signing.put(key.algorithm(), loaded.signing());
                }
            }
        }
        return new KeyRing(keys, signing, Map.copyOf(verifying), new JWKSet(published));
    }

    boolean hasAllAlgorithms() {
        return signing.size() == SigningAlgorithm.values().length;
    }

    /** The last of an algorithm's succession. */
    Optional<SigningKey> newest(SigningAlgorithm algorithm) {
        return keys.stream().filter(key -> key.algorithm() == algorithm).reduce((_, later) -> later);
    }
}
