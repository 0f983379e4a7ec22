package dev.gatehouse.idp.cli;

import dev.gatehouse.acl.modelfile.ModelFile;
import dev.gatehouse.acl.modelfile.ModelFileReader;
import dev.gatehouse.acl.modelfile.ModelFileRun;
import dev.gatehouse.acl.modelfile.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs model files: whether the engine answers what they say, in every way there is to ask. Needs no server and no data. */
@Command(
        name = "test",
        description = {
            "Ask what model files ask, in every way, and compare the answers (docs/model-files.md).",
            "Exit status: 0 as the files say, 1 differences, 2 a file that cannot be run."
        })
final class AclTestCommand implements Callable<Integer> {

    private static final int AS_WANTED = 0;
    private static final int DIFFERENCES = 1;
    private static final int NOT_RUN = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML files, and folders of them.")
    private List<Path> paths = new ArrayList<>();

    private int files;
    private int allowed;
    private int denied;
    private int lists;
    private long compared;
    private int differences;
    private int notRun;

    @Override
    public Integer call() throws IOException {
        for (Path path : paths) {
            for (Path file : filesIn(path)) {
                run(file);
            }
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%,d files: %,d decisions wanted allowed, %,d denied, %,d lists; %,d questions compared;"
                                + " %,d differences, %,d files not run%n",
                        files, allowed, denied, lists, compared, differences, notRun);
        return notRun > 0 ? NOT_RUN : differences > 0 ? DIFFERENCES : AS_WANTED;
    }

    /** A folder without a file would seem to have passed. */
    private List<Path> filesIn(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> found = walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                refuse(path, "there is no .yaml file in this folder");
            }
            return found;
        }
    }

    private void run(Path file) throws IOException {
        files++;
        try {
            switch (ModelFileReader.read(YamlTree.of(Files.readString(file)))) {
                case ModelFileReader.Reading.Read read -> run(file, read.file());
                case ModelFileReader.Reading.Unreadable unreadable -> refuse(file, unreadable.problem());
            }
        } catch (YAMLException malformed) {
            refuse(file, String.valueOf(malformed.getMessage()));
        } catch (NoSuchFileException missing) {
            refuse(file, "there is no such file");
        } catch (CharacterCodingException notText) {
            refuse(file, "this is not UTF-8");
        }
    }

    private void run(Path file, ModelFile model) {
        Report report = ModelFileRun.run(model);
        PrintWriter out = spec.commandLine().getOut();
        report.differences().forEach(difference -> out.println(file + ": " + difference));
        report.problem().ifPresent(problem -> refuse(file, problem));
        allowed += report.allowed();
        denied += report.denied();
        lists += report.lists();
        compared += report.compared();
        differences += report.differences().size();
    }

    private void refuse(Path file, Object problem) {
        notRun++;
        spec.commandLine().getErr().println(file + ": " + problem);
    }
}
