package dev.gatehouse.idp.storage;

import java.nio.file.Path;
import java.util.Optional;

/** Another process uses the data folder. */
public final class DataDirectoryLocked extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DataDirectoryLocked(Path folder, Optional<String> pid) {
        super("the data folder " + folder + " is in use by "
                + pid.map(known -> "process " + known).orElse("another process")
                + "; stop it, or choose another folder with GATEHOUSE_DATA");
    }
}
