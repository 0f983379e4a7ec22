package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.RawObject;
import dev.gatehouse.acl.engine.RawQuestion;
import dev.gatehouse.acl.engine.RawSearch;
import dev.gatehouse.acl.engine.RawSubject;
import dev.gatehouse.acl.modelfile.ModelFile.Changing;
import dev.gatehouse.acl.modelfile.ModelFile.Expecting;
import dev.gatehouse.acl.modelfile.ModelFile.Given;
import dev.gatehouse.acl.modelfile.ModelFile.Stated;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every question that can be put together from the subjects, rights and objects that a file names anywhere. */
final class Universe {

    private final Set<RawSubject> subjects = new LinkedHashSet<>();
    private final Set<String> rights = new LinkedHashSet<>();
    private final Set<RawObject> objects = new LinkedHashSet<>();

    Universe(ModelFile file) {
        Right.OF_EVERY_TYPE.forEach(right -> rights.add(right.name()));
        add(Subject.GUEST);
        for (ModelFile.Step step : file.steps()) {
            switch (step) {
                case Given given -> given.changes().forEach(this::add);
                case Changing changing -> changing.changes().forEach(this::add);
                case Expecting expecting -> expecting.expectations().forEach(this::add);
            }
        }
    }

    List<RawQuestion> questions() {
        List<RawQuestion> questions = new ArrayList<>();
        for (RawSubject subject : subjects) {
            for (String right : rights) {
                for (RawObject object : objects) {
                    questions.add(new RawQuestion(subject, right, object));
                }
            }
        }
        return questions;
    }

    private void add(Stated stated) {
        switch (stated.change()) {
            case Change.MemberAdded added -> add(added.member());
            case Change.MemberRemoved removed -> add(removed.member());
            case Change.RoleCreated created -> add(created.role().asObject());
            case Change.RoleDeleted deleted -> add(deleted.role().asObject());
            case Change.ObjectTypeDefined defined -> defined.type().rights().forEach(right -> rights.add(right.name()));
            case Change.ObjectPut put -> add(put.object());
            case Change.ObjectDeleted deleted -> add(deleted.object());
            case Change.EntryAdded added -> add(added.entry());
            case Change.EntryRemoved removed -> add(removed.entry());
        }
    }

    private void add(Entry entry) {
        add(entry.object());
        add(entry.to());
    }

    private void add(Member member) {
        if (member instanceof Subject subject) {
            subjects.add(ExpectationReader.subject(subject.toString()));
        }
    }

    private void add(ObjectRef object) {
        objects.add(new RawObject(object.type().value(), object.id()));
    }

    private void add(Expectation expectation) {
        switch (expectation) {
            case Expectation.Decided decided -> {
                subjects.add(decided.question().subject());
                rights.add(decided.question().right());
                objects.add(decided.question().object());
            }
            case Expectation.Listed listed -> {
                switch (listed.search()) {
                    case RawSearch.Objects search -> subjects.add(search.subject());
                    case RawSearch.Subjects search -> objects.add(search.object());
                    case RawSearch.RightsOf search -> {
                        subjects.add(search.subject());
                        objects.add(search.object());
                    }
                }
            }
        }
    }
}
