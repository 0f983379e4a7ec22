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
import java.security.SecureRandom;

/** A file that holds a master key and nothing else, readable by its owner alone, complete or not there at all. */
public final class MasterKeyFile {

    private static final int MAX_BYTES = 1024;

    private MasterKeyFile() {}

    static MasterKey read(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES);
        }
        return MasterKey.parse(new String(bytes, StandardCharsets.ISO_8859_1), file.toString());
    }

    /** The key in a file, which is generated where there is none. */
    public static MasterKey readOrGenerate(Path file, SecureRandom random) {
        try {
            if (Files.exists(file)) {
                return read(file);
            }
        } catch (IOException e) {
            throw new MasterKeyRefused("The master key file " + file + " cannot be read.", e);
        }
        MasterKey key = MasterKey.generate(random);
        create(file, key);
        return key;
    }

    /**
     * Puts the key of one file in the place of another's, and keeps the old key beside it under a name of its own:
     * backups of the store from before need it.
     *
     * @return the file that keeps the old key
     */
    public static Path replaceKeepingOld(Path inPlace, Path next) {
        try {
            MasterKey old = read(inPlace);
            Path kept = inPlace.resolveSibling(inPlace.getFileName() + ".old-" + old.checkValue());
            if (!Files.exists(kept)) {
                create(kept, old);
            }
            replace(next, inPlace);
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("the new master key cannot be put in place", e);
        }
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
    private static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
