package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.hactl.module.FieldChange;
import org.junit.jupiter.api.Test;

/** A file that held a secret and then becomes public does not show its old text. */
class FormerSecretTest extends FileHost {
  @Test
  void theOldTextStaysHidden() throws Exception {
    converge(
        new FileResource(
            host.resolve("a").toString(),
            FileContent.ofText("s3cr3t\n"),
            "0600",
            null,
            null,
            true));

    assertThat(plan(file("a", "public\n", "0644")).changes().getFirst().fields())
        .containsExactly(
            new FieldChange("content", ContentDiff.HIDDEN, ContentDiff.HIDDEN),
            new FieldChange("mode", "0600", "0644"));
  }
}
