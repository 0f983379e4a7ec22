package dev.gatehouse.idp.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The stylesheet and the icon, under a path that changes with their content, so that browsers may keep them for ever.
 */
@RestController
public final class PageAssets {

    private static final int VERSION_BYTES = 8;

    private static final Map<String, MediaType> TYPES = Map.of(
            "gatehouse.css",
            MediaType.valueOf("text/css;charset=utf-8"),
            "icon.svg",
            MediaType.valueOf("image/svg+xml"));

    private final Map<String, byte[]> files = new TreeMap<>();
    private final String version;

    public PageAssets() {
        MessageDigest digest = sha256();
        for (String name : new TreeMap<>(TYPES).keySet()) {
            byte[] content = read(name);
            files.put(name, content);
            digest.update(content);
        }
        this.version = HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    }

    /** Where they are. */
    String path() {
        return "/pages/" + version;
    }

    @GetMapping("/pages/{version}/{name}")
    ResponseEntity<byte[]> get(@PathVariable("version") String asked, @PathVariable("name") String name) {
        byte[] content = files.get(name);
        MediaType type = TYPES.get(name);
        if (content == null || type == null || !asked.equals(version)) {
            return ResponseEntity.status(HttpStatus.NOT_FOUND).build();
        }
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(java.time.Duration.ofDays(365))
                        .cachePublic()
                        .immutable())
                .body(content);
    }

    private static byte[] read(String name) {
        try (InputStream stream = Texts.open("/pages/" + name)) {
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
