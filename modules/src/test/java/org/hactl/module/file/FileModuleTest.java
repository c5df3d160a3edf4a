package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Plan;
import org.junit.jupiter.api.Test;

class FileModuleTest extends FileHost {
  @Test
  void aNewFileIsCreatedWithItsFoldersAndRemovedWithThem() throws Exception {
    FileResource file = file("a/b/page.html", "web1\n", "0640");

    Plan plan = converge(file);

    assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.CREATE);
    assertThat(text("a/b/page.html")).isEqualTo("web1\n");
    assertThat(mode("a/b/page.html")).isEqualTo("rw-r-----");
    assertThat(mode("a")).isEqualTo("rwxr-xr-x");
    assertThat(plan(file)).isEqualTo(Plan.NOTHING);

    converge();

    assertThat(host).isEmptyDirectory();
    assertThat(journal).isEmpty();
  }

  @Test
  void foldersWithFilesOfOthersStay() throws Exception {
    converge(file("a/b/page.html", "x", null));
    Files.writeString(host.resolve("a/other"), "mine");

    converge();

    assertThat(host.resolve("a/b")).doesNotExist();
    assertThat(host.resolve("a/other")).hasContent("mine");
  }

  @Test
  void theEarlierFileIsRestoredWithItsMode() throws Exception {
    put("conf", "theirs\n", "rwxr-x--x");

    Plan plan = converge(file("conf", "ours\n", "0600"));

    assertThat(plan.changes().getFirst().action()).isEqualTo(Action.UPDATE);
    assertThat(text("conf")).isEqualTo("ours\n");
    assertThat(mode("conf")).isEqualTo("rw-------");
    // A second version of hactl's file must not overwrite the backup of the original file.
    converge(file("conf", "ours, 2\n", "0600"));
    converge();
    assertThat(text("conf")).isEqualTo("theirs\n");
    assertThat(mode("conf")).isEqualTo("rwxr-x--x");
    assertThat(state.resolve("file/backups")).isEmptyDirectory();
    assertThat(journal).isEmpty();
  }

  @Test
  void aFileThatAlreadyMatchesIsNotOwned() throws Exception {
    put("conf", "same", "rw-r--r--");

    assertThat(converge(file("conf", "same", "0644"))).isEqualTo(Plan.NOTHING);
    assertThat(converge()).isEqualTo(Plan.NOTHING);
    assertThat(text("conf")).isEqualTo("same");
  }

  @Test
  void aLinkIsAProblemAndItsTargetIsNotChanged() throws Exception {
    put("target", "theirs", "rw-r--r--");
    Files.createSymbolicLink(host.resolve("conf"), Path.of("target"));

    Plan plan = plan(file("conf", "ours", null));

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.problems())
        .singleElement()
        .asString()
        .contains("is a symbolic link to target", "Name the target's path");
    assertThat(text("target")).isEqualTo("theirs");
  }

  @Test
  void aLinkThatAppearsAfterThePlanIsRefused() throws Exception {
    put("target", "theirs", "rw-r--r--");
    Plan plan = plan(file("conf", "ours", null));
    Files.createSymbolicLink(host.resolve("conf"), Path.of("target"));

    assertThat(errors(apply(plan))).singleElement().asString().contains("become a symbolic link");
    assertThat(text("target")).isEqualTo("theirs");
  }

  @Test
  void obstaclesAreProblems() throws Exception {
    put("plain", "x", "rw-r--r--");
    Files.createDirectory(host.resolve("folder"));

    assertThat(
            plan(
                    file("plain/below", "x", null),
                    file("folder", "x", null),
                    new FileResource("relative", FileContent.ofText(""), null, null, null, false),
                    new FileResource("/a/../b", FileContent.ofText(""), null, null, null, false))
                .problems())
        .hasSize(4)
        .anyMatch(p -> p.contains("plain is not a folder"))
        .anyMatch(p -> p.contains("is a folder"))
        .anyMatch(p -> p.contains("file[relative]: the path must be absolute"))
        .anyMatch(p -> p.contains("file[/a/../b]: the path must be absolute"));
  }

  @Test
  void aMissingOwnerIsAnErrorWithTheNextStepAndHidesNoOtherResult() throws Exception {
    FileResource bad =
        new FileResource(
            host.resolve("a").toString(), FileContent.ofText("x"), null, "nosuchuser", null, false);

    List<ChangeResult> results = apply(plan(bad, file("b", "y", null)));

    assertThat(errors(results))
        .singleElement()
        .asString()
        .contains("no user \"nosuchuser\"", "install the package that creates it");
    assertThat(host.resolve("a")).doesNotExist();
    assertThat(text("b")).isEqualTo("y");
  }

  @Test
  void specialModeBitsAreSet() throws Exception {
    converge(file("tool", "#!/bin/sh\n", "4755"));

    assertThat(Files.getAttribute(host.resolve("tool"), "unix:mode")).isEqualTo(0104755);
    assertThat(plan(file("tool", "#!/bin/sh\n", "4755"))).isEqualTo(Plan.NOTHING);
  }

  @Test
  void modeAndOwnerAreKeptWhereTheSiteDoesNotNameThem() throws Exception {
    put("conf", "theirs", "rwx------");

    converge(file("conf", "ours", null));

    assertThat(mode("conf")).isEqualTo("rwx------");
  }

  @Test
  void aSensitiveFileShowsNothing() throws Exception {
    put("secret", "old-hush", "rw-------");
    FileResource file =
        new FileResource(
            host.resolve("secret").toString(),
            FileContent.ofText("new-hush"),
            "0600",
            null,
            null,
            true);

    Plan plan = plan(file);

    assertThat(plan.changes().getFirst().fields()).asString().contains("(hidden)");
    assertThat(plan.changes().getFirst().fields()).asString().doesNotContain("hush", "sha256");
    assertThat(plan.toString()).doesNotContain("hush");
    apply(plan);
    assertThat(plan().toString()).doesNotContain("hush");
  }
}
