package dev.gatehouse.acl.modelfile;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as maps, lists and texts: {@code on} is no boolean, and an instant no date. */
final class YamlTree {

    private YamlTree() {}

    static @Nullable Object of(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions none = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(none), none, options, new Texts()).load(text);
    }

    /** Takes every plain scalar for a text. */
    private static final class Texts extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None.
        }
    }
}
