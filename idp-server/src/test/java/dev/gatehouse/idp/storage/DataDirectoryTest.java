package dev.gatehouse.idp.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void createsTheFolderForItsOwnerAloneWhenMissing() throws Exception {
        Path folder = parent.resolve("some/data");
        try (DataDirectory directory = DataDirectory.lock(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.file("lock"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void namesTheProcessWhenTheFolderIsLocked() {
        Path folder = parent.resolve("data");
        try (DataDirectory directory = DataDirectory.lock(folder)) {
            assertThatExceptionOfType(DataDirectoryLocked.class)
                    .isThrownBy(() -> DataDirectory.lock(folder))
                    .withMessageContaining("process " + ProcessHandle.current().pid())
                    .withMessageContaining(directory.file("").toString());
        }
    }

    @Test
    void locksAgainWhenItWasClosed() {
        Path folder = parent.resolve("data");
        DataDirectory.lock(folder).close();
        DataDirectory.lock(folder).close();
        assertThat(folder).isDirectory();
    }
}
