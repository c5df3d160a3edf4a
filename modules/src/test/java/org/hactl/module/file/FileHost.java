package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host with files in a folder, and an ownership journal. */
abstract class FileHost {
  @TempDir Path host;
  @TempDir Path state;
  final Map<ResourceId, Owned> journal = new TreeMap<>();
  FileModule module = new FileModule(Path.of("/nonexistent"));

  @BeforeEach
  void start() {
    module = new FileModule(state);
  }

  FileResource file(String name, String text, @Nullable String mode) {
    return new FileResource(
        host.resolve(name).toString(), FileContent.ofText(text), mode, null, null, false);
  }

  Plan plan(FileResource... desired) throws ModuleException {
    List<FileResource> wanted = List.of(desired);
    var observed = module.observe(wanted, journal.values());
    return module.plan(wanted, journal.values(), observed, false);
  }

  Plan converge(FileResource... desired) throws ModuleException {
    Plan plan = plan(desired);
    assertThat(plan.problems()).isEmpty();
    assertThat(errors(apply(plan))).isEmpty();
    assertThat(plan(desired)).isEqualTo(Plan.NOTHING);
    return plan;
  }

  void take(Plan plan) {
    for (Change change : plan.changes()) {
      if (change.take() != null) {
        journal.put(change.id(), change.take());
      }
    }
  }

  List<ChangeResult> apply(Plan plan) {
    take(plan);
    List<ChangeResult> results = module.apply(plan.changes());
    for (ChangeResult result : results) {
      if (result.error() == null && result.change().action() == Action.DELETE) {
        journal.remove(result.change().id());
      }
    }
    plan.forget().forEach(journal::remove);
    return results;
  }

  static List<String> errors(List<ChangeResult> results) {
    List<String> errors = new ArrayList<>();
    for (ChangeResult result : results) {
      if (result.error() != null) {
        errors.add(String.valueOf(result.error().getMessage()));
      }
    }
    return errors;
  }

  void put(String name, String text, String mode) throws IOException {
    Path path = Files.writeString(host.resolve(name), text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  String text(String name) throws IOException {
    return Files.readString(host.resolve(name));
  }

  String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(host.resolve(name)));
  }
}
