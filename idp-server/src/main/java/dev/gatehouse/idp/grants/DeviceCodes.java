package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.grants.DeviceAuthorization.State;
import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Device codes and user codes (RFC 8628), kept as keyed hashes.
 *
 * <p>INVARIANT: an approved device code is redeemed by taking its document, so exactly one poll gets the grant.
 */
public final class DeviceCodes {

    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** RFC 8628 section 3.2: "If no value is provided, clients MUST use 5 as the default". */
    public static final long INTERVAL = 5;

    static final String PREFIX = "ghd_";

    static final DocumentType<DeviceAuthorization> TYPE = DocumentType.named("device_codes", DeviceAuthorization.class)
            .unique("by_user_code", "userCode")
            .expiringAt("expiresAt")
            .build();

    private final Documents<DeviceAuthorization> devices;
    private final KeyedHash hash;
    private final OpaqueTokens tokens;
    private final UserCodes userCodes;
    private final Clock clock;

    /** The two codes, shown once: one to the device, one to the person. */
    public record Codes(String deviceCode, String userCode) {}

    /** What a poll is told. */
    public enum Poll {
        /** The person said yes; {@link #redeem} decides who gets the grant. */
        APPROVED,
        DENIED,
        PENDING,
        /** Polled before the interval was over; the interval has grown. */
        TOO_FAST,
        EXPIRED,
        /** None of ours, of another client, or used up. */
        UNKNOWN
    }

    public DeviceCodes(DocumentStore store, KeyedHash hash, SecureRandom random, Clock clock) {
        this.devices = store.open(TYPE);
        this.hash = hash;
        this.tokens = new OpaqueTokens(random);
        this.userCodes = new UserCodes(random);
        this.clock = clock;
    }

    public Codes issue(String workspace, String client, List<String> scopes, List<String> audience, ChangeId change) {
        String deviceCode = tokens.make(PREFIX);
        Instant usableUntil = clock.instant().plus(LIFETIME);
        String userCode;
        DeviceAuthorization device;
        do {
            userCode = userCodes.make();
            device = new DeviceAuthorization(
                    workspace,
                    client,
                    scopes,
                    audience,
                    hashOf(userCode),
                    State.PENDING,
                    null,
                    INTERVAL,
                    null,
                    usableUntil,
                    usableUntil.plus(LIFETIME));
        } while (!devices.insert(hashOf(deviceCode), device, change).written());
        return new Codes(deviceCode, UserCodes.shown(userCode));
    }

    /** The device that waits behind a user code, as a person typed it. */
    public Optional<DeviceAuthorization> waiting(String typed) {
        return pending(typed).map(Stored::value);
    }

    /** Lets the device in; false when it no longer waits. */
    public boolean approve(String typed, Grant grant, ChangeId change) {
        return decide(typed, State.APPROVED, grant, change);
    }

    /** Turns the device away; false when it no longer waits. */
    public boolean deny(String typed, ChangeId change) {
        return decide(typed, State.DENIED, null, change);
    }

    public Poll poll(String deviceCode, String client) {
        while (true) {
            Optional<Stored<DeviceAuthorization>> stored = find(deviceCode, client);
            if (stored.isEmpty()) {
                return Poll.UNKNOWN;
            }
            DeviceAuthorization device = stored.get().value();
            Instant now = clock.instant();
            if (!device.usable(now)) {
                return Poll.EXPIRED;
            }
            switch (device.state()) {
                case APPROVED -> {
                    return Poll.APPROVED;
                }
                case DENIED -> {
                    return Poll.DENIED;
                }
                case PENDING -> {
                    boolean counted = devices.replaceIf(
                                    hashOf(deviceCode),
                                    stored.get().version(),
                                    device.polled(now),
                                    ChangeId.unannounced())
                            .written();
                    if (counted) {
                        return device.tooEarly(now) ? Poll.TOO_FAST : Poll.PENDING;
                    }
                }
            }
        }
    }

    /** What was granted, before anybody has redeemed it. */
    public Optional<Grant> approved(String deviceCode, String client) {
        return find(deviceCode, client).map(stored -> stored.value().grant());
    }

    /** What was granted, for the one caller who is first. */
    public Optional<Grant> redeem(String deviceCode, String client) {
        return find(deviceCode, client)
                .filter(stored -> stored.value().state() == State.APPROVED
                        && stored.value().usable(clock.instant()))
                .flatMap(stored -> devices.take(stored.id()))
                .map(stored -> stored.value().grant());
    }

    private Optional<Stored<DeviceAuthorization>> find(String deviceCode, String client) {
        return OpaqueTokens.wellFormed(PREFIX, deviceCode)
                ? devices.get(hashOf(deviceCode))
                        .filter(stored -> stored.value().client().equals(client))
                : Optional.empty();
    }

    private Optional<Stored<DeviceAuthorization>> pending(String typed) {
        String code = UserCodes.normalised(typed);
        if (code.isEmpty()) {
            return Optional.empty();
        }
        Query query = Query.by("by_user_code").where("userCode", hashOf(code)).limit(1);
        return devices.find(query).items().stream()
                .filter(stored -> stored.value().state() == State.PENDING
                        && stored.value().usable(clock.instant()))
                .findFirst();
    }

    private boolean decide(String typed, State decision, @Nullable Grant grant, ChangeId change) {
        while (true) {
            Optional<Stored<DeviceAuthorization>> device = pending(typed);
            if (device.isEmpty()) {
                return false;
            }
            // A poll in between only moved the clock of the device: look again.
            if (devices.replaceIf(
                            device.get().id(),
                            device.get().version(),
                            device.get().value().decided(decision, grant),
                            change)
                    .written()) {
                return true;
            }
        }
    }

    private String hashOf(String code) {
        return hash.of(KeyPurpose.TOKEN_HASHING, code);
    }
}
