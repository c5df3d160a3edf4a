package org.hactl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RedrawTest {
  @Test
  void countsTheLinesThatDoNotFit() {
    String frame = Redraw.frame("a\nb\nc\nd\ne\n", 4);
    assertThat(frame).contains("a\u001b[K\nb\u001b[K\n... 3 more lines").doesNotContain("c\u001b");
  }

  @Test
  void drawsAllLinesOfATextThatFits() {
    assertThat(Redraw.frame("a\nb\nc\n", 4)).contains("c\u001b[K\n").doesNotContain("more lines");
  }

  @Test
  void printsOneTextAfterAnotherWithoutATerminal() {
    StringWriter out = new StringWriter();
    Redraw redraw = new Redraw(new PrintWriter(out), false);
    redraw.show("one\n");
    redraw.show("two\n");
    assertThat(out.toString().replaceAll("[0-9:]+", "T")).isEqualTo("T\none\n\nT\ntwo\n\n");
  }
}
