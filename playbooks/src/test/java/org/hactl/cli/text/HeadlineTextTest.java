package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.hactl.control.view.Headline;
import org.junit.jupiter.api.Test;

class HeadlineTextTest {
  @Test
  void hostsOfWhichNoneIsADirectorYetHaveAnswered() {
    assertThat(new HeadlineText(false).of(new Headline(Headline.Serving.NOTHING, "")))
        .isEqualTo("NOTHING TO SERVE: no host that answered has a virtual router or a service\n");
  }
}
