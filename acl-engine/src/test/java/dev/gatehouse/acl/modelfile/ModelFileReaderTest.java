package dev.gatehouse.acl.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.modelfile.ModelFileReader.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a file is named by its path. */
class ModelFileReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role: {a: []} | role: unknown key; known here are about, now,",
                "types: [doc] | types: this should be a map",
                "types: {doc: {right: sign}} | types.doc.right: unknown key",
                "types: {doc: {rights: [si gn]}} | types.doc.rights[0]: The name of a right",
                "roles: {a: user:ann} | roles.a: this should be a list",
                "roles: {a/b: []} | roles.a/b: The id of a role contains no /",
                "roles: {a: [ann]} | roles.a[0]: A subject is written user:id, service:id or guest",
                "objects: {plan: {}} | objects.plan: An object is written type:id",
                "objects: {doc:a: {inherit: no}} | objects.doc:a.inherit: this should be true or false",
                "entries: [{on: doc:a, rights: read}] | entries[0]: an entry says either allow or deny",
                "entries: [{on: doc:a, allow: guest, deny: guest, rights: read}] | entries[0]: an entry says either",
                "entries: [{on: doc:a, allow: guest}] | entries[0]: the key rights is missing",
                "entries: [{on: doc:a, allow: guest, rights: []}] | entries[0].rights: An entry names at least one right",
                "entries: [{on: doc:a, allow: guest, rights: read, until: soon}] | entries[0].until: Text 'soon'",
                "now: today | now: Text 'today'",
                "implied: [{type: client, parent: clients:all}] | implied: No rule before it implies the parent",
                "workspaces: {globex: {expect: []}} | workspaces.globex.expect: unknown key",
                "expect: [{who: user:ann, on: doc:a}] | expect[0]: say what they may, or may not",
                "expect: [{who: user:ann, on: doc:a, may: read, because: entry-denies}] | expect[0]: because belongs",
                "expect: [{who: user:ann, on: doc:a, not: read, because: no}] | expect[0].because: there is no such reason",
                "expect: [{who: user:ann, on: plan, may: read}] | expect[0].on: An object is written type:id",
                "expect: [{who: user:ann, on: doc:a, can: read}] | expect[0].can: unknown key",
                "expect: [{objects: doc, who: user:ann}] | expect[0]: the key right is missing",
                "then: [{outcome: made}] | then[0].outcome: there is no change whose outcome this could be",
                "then: [{change: [{role.rename: a}]}] | then[0].change[0].role.rename: there is no such change",
                "then: [{change: [role.create]}] | then[0].change[0]: this should be a map",
                "then: [{change: [{role.create: a, role.delete: b}]}] | then[0].change[0]: this should be a map with one key",
                "then: [{change: [{role.create: [a]}]}] | then[0].change[0].role.create: this should be a text",
                "then: [{change: [{member.add: {role: a}}]}] | then[0].change[0].member.add: the key member is missing"
            })
    void readsWhenSomethingIsWrongThenNamesItsPathAndWhatIsWrong(String line, String problem) {
        Reading reading = ModelFileReader.read(YamlTree.of("about: wrong\n" + line));
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable) reading).problem().toString()).startsWith(problem);
    }

    @Test
    void readsWhenThereIsNoMapOrNothingAtAllThenSaysSo() {
        assertThat(ModelFileReader.read(null))
                .isEqualTo(new Reading.Unreadable(new Problem("", "the key about is missing")));
        assertThat(ModelFileReader.read(YamlTree.of("- a")))
                .isEqualTo(new Reading.Unreadable(new Problem("", "this should be a map")));
    }
}
