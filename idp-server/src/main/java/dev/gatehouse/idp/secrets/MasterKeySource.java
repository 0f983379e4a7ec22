package dev.gatehouse.idp.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where this server's master key comes from.
 *
 * @param value the key itself, when it came as a setting
 * @param named the file that a setting names
 * @param beside the file in the data folder where an embedded server keeps a key that it generated; null in production
 */
public record MasterKeySource(
        Optional<MasterKey> value,
        Optional<Path> named,
        @Nullable Path beside) {

    /** The name of the file in the data folder. */
    public static final String FILE_NAME = "master.key";

    /** The setting that holds the key. */
    public static final String SETTING = "GATEHOUSE_MASTER_KEY";

    private static final String FILE_SETTING = "GATEHOUSE_MASTER_KEY_FILE";

    public MasterKeySource {
        if (value.isPresent() && named.isPresent()) {
            throw new IllegalArgumentException("a master key has one source: " + SETTING + " or " + FILE_SETTING);
        }
    }

    /**
     * Finds the key, or generates it where that is allowed.
     *
     * @param newStore whether nothing is encrypted yet; only then a key may be generated
     * @throws MasterKeyRefused when there is none, or it is not one
     */
    public FoundMasterKey find(boolean newStore, SecureRandom random) {
        if (value.isPresent()) {
            return new FoundMasterKey(value.get(), FoundMasterKey.Place.SETTING, SETTING);
        }
        if (named.isPresent()) {
            return read(named.get(), FoundMasterKey.Place.NAMED_FILE);
        }
        if (beside == null) {
            throw new MasterKeyRefused("Production mode needs a master key: set " + SETTING + " or " + FILE_SETTING
                    + ". Create a key with: openssl rand -base64 32");
        }
        if (Files.exists(beside)) {
            return read(beside, FoundMasterKey.Place.DATA_FOLDER);
        }
        if (!newStore) {
            throw new MasterKeyRefused("The store is encrypted, and its master key " + beside
                    + " is gone. Put it back, or set " + SETTING + ".");
        }
        MasterKey key = MasterKey.generate(random);
        MasterKeyFile.create(beside, key);
        return new FoundMasterKey(key, FoundMasterKey.Place.GENERATED, beside.toString());
    }

    private static FoundMasterKey read(Path file, FoundMasterKey.Place place) {
        try {
            return new FoundMasterKey(MasterKeyFile.read(file), place, file.toString());
        } catch (IOException e) {
            throw new MasterKeyRefused("The master key file " + file + " cannot be read.", e);
        }
    }
}
