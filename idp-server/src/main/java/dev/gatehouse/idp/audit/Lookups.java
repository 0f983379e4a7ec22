package dev.gatehouse.idp.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * What a record is found by without holding it in clear: HMAC-SHA256, cut to 128 bits, of an address or a typed name
 * under a key of its UTC day.
 */
final class Lookups {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final int REMEMBERED = 20_000;

    private final DayKeys days;
    private final Cache<Known, String> addresses =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Known(String keyId, String address) {}

    Lookups(DayKeys days) {
        this.days = days;
    }

    String ofAddress(String address, LocalDate day) {
        return ofAddress(days.lookup(day), address);
    }

    /** The lookup of an address on a past day; empty when nothing was recorded then, or it has left. */
    Optional<String> ofAddressOn(String address, LocalDate day) {
        return days.existingLookup(day).map(key -> ofAddress(key, address));
    }

    String ofTypedName(String name, LocalDate day) {
        return mac(days.lookup(day), "name:" + name.strip().toLowerCase(Locale.ROOT));
    }

    private String ofAddress(ValueKey key, String address) {
        return addresses.get(new Known(key.id(), address), known -> mac(key, "address:" + normal(known.address())));
    }

    /** One text for each address, however it was written. */
    private static String normal(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException _) {
            return address.toLowerCase(Locale.ROOT);
        }
    }

    private static String mac(ValueKey key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.key());
            byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
