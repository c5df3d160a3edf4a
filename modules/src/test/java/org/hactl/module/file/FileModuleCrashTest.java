package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.junit.jupiter.api.Test;

/** Drift, and crashes between the journal and the file. */
class FileModuleCrashTest extends FileHost {
  @Test
  void driftIsRepairedWithoutTouchingTheJournal() throws Exception {
    FileResource file = file("conf", "ours", "0644");
    converge(file);
    put("conf", "drifted", "rw-rw-rw-");

    Plan plan = plan(file);

    assertThat(plan.changes().getFirst().take()).isNull();
    assertThat(plan.changes().getFirst().fields())
        .extracting("field")
        .containsExactly("content", "diff", "mode");
    apply(plan);
    assertThat(text("conf")).isEqualTo("ours");
    converge();
    assertThat(host.resolve("conf")).doesNotExist();
  }

  @Test
  void aCrashBetweenJournalAndWriteKeepsTheOldContent() throws Exception {
    put("conf", "theirs", "rw-r--r--");
    FileResource file = file("conf", "ours", "0644");
    take(plan(file));

    assertThat(plan().forget()).containsExactly(file.id());

    converge(file);
    assertThat(text("conf")).isEqualTo("ours");
    converge();
    assertThat(text("conf")).isEqualTo("theirs");
  }

  @Test
  void aCrashDuringTheWriteLeavesNothingBehind() throws Exception {
    FileResource file = file("new/conf", "ours", "0644");
    take(plan(file));
    Files.createDirectory(host.resolve("new"));
    Files.writeString(host.resolve("new/.conf.hactl-0123456789abcdef"), "ou");

    converge();

    assertThat(host).isEmptyDirectory();
    assertThat(journal).isEmpty();
  }

  /** The write was of a generation that was rolled back, and may have had a secret. */
  @Test
  void whatACrashLeftBesideAFileThatIsRightGoes() throws Exception {
    FileResource file = file("conf", "ours", "0644");
    converge(file);
    Files.writeString(host.resolve(".conf.hactl-0123456789abcdef"), "s3cr3t");

    converge(file);

    try (var files = Files.list(host)) {
      assertThat(files).containsExactly(host.resolve("conf"));
    }
  }

  @Test
  void aCrashAfterRestoringDoesNotRemoveWhatWasRestored() throws Exception {
    put("conf", "theirs", "rw-r--r--");
    converge(file("conf", "ours", "0644"));
    // The crash comes after the apply and before its entry in the journal.
    apply(plan());
    journal.put(
        file("conf", "", null).id(),
        new Owned(file("conf", "ours", "0644"), Map.of("backup", "x")));

    converge();

    assertThat(text("conf")).isEqualTo("theirs");
  }

  @Test
  void aFileThatAPackageInstalledSinceThePlanIsKept() throws Exception {
    FileResource file = file("index.html", "ours", "0644");
    Plan plan = plan(file);
    put("index.html", "the package's", "rw-r--r--");

    apply(plan);

    assertThat(text("index.html")).isEqualTo("ours");
    converge();
    assertThat(text("index.html")).isEqualTo("the package's");
  }
}
