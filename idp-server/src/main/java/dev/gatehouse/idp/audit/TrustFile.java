package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code audit-trust} beside the store: the fingerprint of the first audit signing key, written once. Copy it
 * to where the server cannot write: it is what makes a forged trail show.
 */
final class TrustFile {

    private static final Logger log = LoggerFactory.getLogger(TrustFile.class);

    private final Path folder;
    private final Path file;

    TrustFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("audit-trust");
    }

    /** Writes the fingerprint of a key just made, or checks that of an older one. */
    void agree(AuditSigningKeys keys) {
        String fingerprint = keys.fingerprint();
        try {
            if (keys.created()) {
                write(fingerprint);
            } else if (!Files.exists(file)) {
                log.warn("{} is missing: `audit verify` needs GATEHOUSE_AUDIT_TRUST={}", file, fingerprint);
            } else if (!Files.readString(file, StandardCharsets.US_ASCII)
                    .strip()
                    .equals(fingerprint)) {
                throw differs(fingerprint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be used", e);
        }
    }

    /** A server whose store is elsewhere may have no folder to write to; the key is in force all the same. */
    private void write(String fingerprint) {
        try {
            DataDirectory.create(folder);
            Files.writeString(file, fingerprint + "\n", StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
            log.info("The audit trail is signed by the key {}; keep a copy of {} elsewhere", fingerprint, file);
        } catch (FileAlreadyExistsException _) {
            throw differs(fingerprint);
        } catch (IOException e) {
            log.warn("{} cannot be written: `audit verify` needs GATEHOUSE_AUDIT_TRUST={}", file, fingerprint, e);
        }
    }

    private IllegalStateException differs(String fingerprint) {
        return new IllegalStateException(file + " names another key than the audit store, whose key is " + fingerprint
                + ". Either the store was replaced, or the file. Restore the one that is wrong; to begin a new trail,"
                + " move both away.");
    }
}
