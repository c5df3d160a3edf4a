package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hactl.yaml.Problems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternsTest {
  private static final String HOSTS =
      """
      lone
      [webs]
      web3
      web1
      web2
      [dbs]
      db[1:2].example.com
      [prod:children]
      dbs
      webs
      [v6]
      2001:db8::1
      """;

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void write() throws IOException {
    write(folder);
  }

  /** Writes {@code hosts} and {@code limit}. */
  static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("hosts"), HOSTS);
    Files.writeString(folder.resolve("limit"), "web1\n\n dbs \n!db2.example.com\n");
  }

  private String select(String patterns) {
    return select(folder, patterns);
  }

  /** The hosts with spaces between them, or the problems. */
  static String select(Path folder, String patterns) {
    Problems problems = new Problems();
    Path file = folder.resolve("hosts");
    Inventory inventory =
        InventoryReader.read(file, List.of(), Vault.none(), problems).orElseThrow();
    assertThat(problems.render()).isEmpty();
    List<String> hosts =
        HostPatterns.select(
            patterns.replace("@limit", "@" + folder.resolve("limit")), inventory, file, problems);
    return problems.isEmpty()
        ? String.join(" ", hosts)
        : problems.all().stream()
            .map(p -> p.message() + " -> " + p.suggestion())
            .toList()
            .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          all                ; lone web3 web1 web2 db1.example.com db2.example.com 2001:db8::1
          webs,lone          ; lone web3 web1 web2
          webs:lone          ; lone web3 web1 web2
          prod:!dbs          ; web3 web1 web2
          prod,&webs,!web1   ; web3 web2
          !prod:!v6          ; lone
          &dbs               ; db1.example.com db2.example.com
          webs[0]            ; web3
          webs[-1]           ; web2
          webs[0:1]          ; web3 web1
          webs[1:]           ; web1 web2
          webs[1:9]          ; web1 web2
          web*               ; web3 web1 web2
          web?               ; web3 web1 web2
          w[ae]b1            ; web1
          web[!1s]           ; web3 web2
          *.example.com      ; db1.example.com db2.example.com
          ~(web|db)[12]      ; web1 web2 db1.example.com db2.example.com
          ~web1$,lone        ; lone web1
          2001:db8::1        ; 2001:db8::1
          ungrouped          ; lone
          @limit             ; web1 db1.example.com
          ' webs , !web1 '   ; web3 web2
          prod[0]            ; db1.example.com
          prod[2]:&webs      ; web3
          """)
  void selectsWhatAnsibleSelects(String patterns, String hosts) {
    assertThat(select(patterns)).isEqualTo(hosts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          wbes      ; [--limit names "wbes", which is neither a host nor a group -> webs]
          x*,webs   ; [--limit: "x*" matches no host and no group -> null]
          webs[3]   ; '[--limit: "webs[3]" names no host; webs has 3, counted from 0 -> null]'
          web1:!all ; [--limit web1:!all matches no host -> null]
          """)
  void aPatternWithoutHostsIsAProblem(String patterns, String problems) {
    assertThat(select(patterns)).isEqualTo(problems);
  }
}
