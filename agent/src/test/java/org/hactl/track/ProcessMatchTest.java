package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.host.TrackerSpec;
import org.hactl.linux.kernel.ProcessInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessMatchTest {
  @ParameterizedTest
  @CsvSource({
    "nginx, '', nginx, nginx: master process /usr/sbin/nginx, true",
    "nginx, '', nginx, /usr/sbin/nginx|-g|daemon off;, true",
    "nginx, '', sh, nginx-helper, false",
    "nginx, '', nginx-debug, /usr/sbin/nginx-debug, false",
    "a-name-of-twenty-one-x, '', a-name-of-twent, /opt/other, true",
    "check.sh, '', check.sh, /bin/sh|/opt/check.sh, true",
    "/usr/sbin/nginx, '', nginx, /usr/sbin/nginx|-g, true",
    "/usr/sbin/nginx, '', nginx, nginx|-g, false",
    "haproxy, -f|/etc/a, haproxy, haproxy|-f|/etc/a|-D, true",
    "haproxy, -f|/etc/a, haproxy, haproxy|-f|/etc/a, true",
    "haproxy, -f|/etc/a, haproxy, haproxy|-f|/etc/ab, false",
    "haproxy, -f|/etc/a, haproxy, haproxy|-f, false",
    "kswapd0, '', kswapd0, '', true",
    "kswapd0, -x, kswapd0, '', false"
  })
  void meansTheProcess(
      String process, String arguments, String name, String commandLine, boolean matches) {
    TrackerSpec.Process spec =
        new TrackerSpec.Process("p", process, words(arguments), 1, Integer.MAX_VALUE, 0, 0);
    assertThat(ProcessMatch.matches(spec, new ProcessInfo(7, name, words(commandLine))))
        .isEqualTo(matches);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\|", -1));
  }
}
