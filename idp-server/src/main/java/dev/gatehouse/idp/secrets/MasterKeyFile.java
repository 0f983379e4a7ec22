package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that holds a master key and nothing else, readable by its owner alone, complete or not there at all. */
final class MasterKeyFile {

    private static final int MAX_BYTES = 1024;

    private MasterKeyFile() {}

    static MasterKey read(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES);
        }
        return MasterKey.parse(new String(bytes, StandardCharsets.ISO_8859_1), file.toString());
    }

    /** Writes a key to a new file; it is on disk when this returns. */
    static void create(Path file, MasterKey key) {
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            PrivateFiles.create(unfinished);
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                var text = ByteBuffer.wrap((key.exposeBase64() + "\n").getBytes(StandardCharsets.US_ASCII));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            replace(unfinished, file);
        } catch (IOException e) {
            throw new UncheckedIOException("the master key cannot be written to " + file, e);
        }
    }

    /** Puts one file in the place of another, in one step that is on disk when this returns. */
    static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
