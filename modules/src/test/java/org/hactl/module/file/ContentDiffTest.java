package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hactl.module.FieldChange;
import org.junit.jupiter.api.Test;

class ContentDiffTest {
  @Test
  void textIsAUnifiedDiff() {
    List<FieldChange> fields =
        ContentDiff.fields(
            FileContent.ofText("a\nb\nc\nd\ne\n"), FileContent.ofText("a\nb\nX\nd\ne"), false);

    assertThat(fields.getFirst().from()).startsWith("10 bytes, sha256 ");
    assertThat(fields.getLast())
        .isEqualTo(
            new FieldChange(
                "diff",
                null,
                "@@ -1,5 +1,5 @@\n a\n b\n-c\n+X\n d\n-e\n+e\n\\ No newline at end of file"));
  }

  @Test
  void everyLineOfANewFileIsAPlus() {
    assertThat(ContentDiff.fields(null, FileContent.ofText("web1\n"), false))
        .last()
        .isEqualTo(new FieldChange("diff", null, "@@ -0,0 +1,1 @@\n+web1"));
  }

  @Test
  void bytesAndTerminalSequencesAreNotShown() {
    assertThat(ContentDiff.fields(null, FileContent.of(new byte[] {(byte) 0xff, 0}), false))
        .extracting(FieldChange::field)
        .containsExactly("content");
    assertThat(ContentDiff.fields(null, FileContent.ofText("\033[2J"), false))
        .extracting(FieldChange::field)
        .containsExactly("content");
  }

  @Test
  void aLongDiffIsCut() {
    String text =
        IntStream.range(0, 500).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

    assertThat(ContentDiff.fields(null, FileContent.ofText(text), false).getLast().to())
        .endsWith("+58\n… 441 more lines");
  }

  @Test
  void theSizeOfSensitiveContentIsNotShownEither() {
    assertThat(ContentDiff.fields(FileContent.ofText("a"), FileContent.ofText("b"), true))
        .containsExactly(new FieldChange("content", "(hidden)", "(hidden)"));
  }
}
