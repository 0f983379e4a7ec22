package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeySourceTest {

    @TempDir
    private Path folder = Path.of("");

    private Path beside() {
        return folder.resolve(MasterKeySource.FILE_NAME);
    }

    private MasterKeySource embedded() {
        return new MasterKeySource(Optional.empty(), Optional.empty(), beside());
    }

    @Test
    void takesTheSettingBeforeAFileInTheDataFolder() {
        MasterKey key = TestKeys.masterKey();
        MasterKeyFile.create(beside(), TestKeys.masterKey());

        FoundMasterKey found =
                new MasterKeySource(Optional.of(key), Optional.empty(), beside()).find(false, TestKeys.random());

        assertThat(found).isEqualTo(new FoundMasterKey(key, FoundMasterKey.Place.SETTING, "GATEHOUSE_MASTER_KEY"));
    }

    @Test
    void readsTheNamedFile() {
        MasterKey key = TestKeys.masterKey();
        Path file = folder.resolve("key");
        MasterKeyFile.create(file, key);

        FoundMasterKey found =
                new MasterKeySource(Optional.empty(), Optional.of(file), null).find(false, TestKeys.random());

        assertThat(found.key().checkValue()).isEqualTo(key.checkValue());
        assertThat(found.place()).isEqualTo(FoundMasterKey.Place.NAMED_FILE);
    }

    @Test
    void refusesAFileThatIsNotThereOrHoldsNoKey() throws Exception {
        Path file = folder.resolve("key");
        var source = new MasterKeySource(Optional.empty(), Optional.of(file), null);

        assertThatThrownBy(() -> source.find(true, TestKeys.random()))
                .isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "");
        assertThatThrownBy(() -> source.find(true, TestKeys.random()))
                .isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining(file + " holds 0 bytes");
    }

    @Test
    void generatesAKeyOnceForItsOwnerAlone() throws Exception {
        FoundMasterKey generated = embedded().find(true, TestKeys.random());
        FoundMasterKey again = embedded().find(false, TestKeys.random());

        assertThat(generated.place()).isEqualTo(FoundMasterKey.Place.GENERATED);
        assertThat(again.place()).isEqualTo(FoundMasterKey.Place.DATA_FOLDER);
        assertThat(again.key().checkValue()).isEqualTo(generated.key().checkValue());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(beside())))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(beside());
        }
    }

    @Test
    void generatesNoneForAStoreThatIsEncryptedAlready() {
        assertThatThrownBy(() -> embedded().find(false, TestKeys.random()))
                .isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining("is gone");
        assertThat(beside()).doesNotExist();
    }

    @Test
    void refusesToRunInProductionWithoutAKey() {
        var production = new MasterKeySource(Optional.empty(), Optional.empty(), null);

        assertThatThrownBy(() -> production.find(true, TestKeys.random()))
                .isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining("Production mode needs a master key");
    }

    @Test
    void neverWritesOverAKey() {
        MasterKeyFile.create(beside(), TestKeys.masterKey());
        MasterKey other = TestKeys.masterKey();

        assertThatThrownBy(() -> MasterKeyFile.create(beside(), other)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void finishesWhatACrashLeftUnfinished() throws Exception {
        Files.writeString(folder.resolve("master.key.unfinished"), "half a k");

        assertThat(embedded().find(true, TestKeys.random()).place()).isEqualTo(FoundMasterKey.Place.GENERATED);
    }

    @Test
    void printsNoKey() throws Exception {
        FoundMasterKey found = embedded().find(true, TestKeys.random());
        String text = Files.readString(beside()).strip();

        assertThat(found.toString()).doesNotContain(text).contains("MasterKey[]");
        assertThat(new MasterKeySource(Optional.of(found.key()), Optional.empty(), null).toString())
                .doesNotContain(text);
    }
}
