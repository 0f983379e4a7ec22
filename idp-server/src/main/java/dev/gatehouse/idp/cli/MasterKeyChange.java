package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.keys.AuditedMasterKeyRotation;
import dev.gatehouse.idp.secrets.FoundMasterKey;
import dev.gatehouse.idp.secrets.MasterKey;
import dev.gatehouse.idp.secrets.MasterKeyFile;
import dev.gatehouse.idp.secrets.MasterKeyRotation;
import dev.gatehouse.idp.secrets.MasterKeySource;
import dev.gatehouse.idp.storage.DocumentStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Changes the master key while no server runs, or completes a change that was interrupted. */
final class MasterKeyChange {

    private final AuditedMasterKeyRotation rotation;
    private final FoundMasterKey current;
    private final DocumentStore documents;
    private final SecureRandom random;
    private final Path inPlace;
    private final Path newKey;
    private final PrintWriter out;

    MasterKeyChange(ApplicationContext offline, Settings settings, @Nullable Path newKey, PrintWriter out) {
        this.rotation = offline.getBean(AuditedMasterKeyRotation.class);
        this.current = offline.getBean(FoundMasterKey.class);
        this.documents = offline.getBean(DocumentStore.class);
        this.random = offline.getBean(SecureRandom.class);
        this.inPlace = settings.data().resolve(MasterKeySource.FILE_NAME);
        this.newKey = newKey == null ? settings.data().resolve(MasterKeySource.FILE_NAME + ".new") : newKey;
        this.out = out;
    }

    int run() {
        boolean unfinished = MasterKeyRotation.unfinished(documents, current.key());
        if (unfinished && !Files.exists(newKey)) {
            return complete();
        }
        MasterKey next = MasterKeyFile.readOrGenerate(newKey, random);
        if (next.checkValue().equals(current.key().checkValue())) {
            return unfinished ? complete() : alreadyInForce();
        }
        MasterKeyRotation.Report report =
                rotation.rotate(Actor.system(), current.key(), next, this::putInPlace, this::say);
        say("Done: " + report.rewrapped() + " data keys, " + report.reencrypted() + " documents.");
        if (!inDataFolder()) {
            say("The next start needs the new key, which is in " + newKey + ": put it where " + current.origin()
                    + " has the old one.");
        }
        return 0;
    }

    private int complete() {
        say("Completing the change of master key that was interrupted");
        rotation.rotate(Actor.system(), current.key(), current.key(), () -> {}, this::say);
        return 0;
    }

    private int alreadyInForce() {
        say("The key in " + newKey + " is the master key in force: nothing to do.");
        return 1;
    }

    private void putInPlace() {
        if (inDataFolder()) {
            Path kept = MasterKeyFile.replaceKeepingOld(inPlace, newKey);
            say("The old key is kept in " + kept + ", for backups from before today: move it away from here");
        }
    }

    private boolean inDataFolder() {
        return switch (current.place()) {
            case DATA_FOLDER, GENERATED -> true;
            case SETTING, NAMED_FILE -> false;
        };
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
