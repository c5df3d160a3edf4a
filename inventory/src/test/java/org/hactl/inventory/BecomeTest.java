package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.yaml.Problems;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ansible_become} in each word that Ansible takes, and in each place of an inventory. */
class BecomeTest {
  private static final List<String> YES =
      List.of("yes", "on", "True", "true", "TRUE", "\"yes\"", "'True'", "1", "\"1\"", "y", "Yes");
  private static final List<String> NO =
      List.of("no", "off", "False", "false", "FALSE", "\"no\"", "'False'", "0", "\"0\"", "n", "No");

  @TempDir private Path folder;

  /** A place for a variable: files by their names, with {@code @} for the word. */
  private enum Place {
    YAML_HOST("hosts.yml", "all: {hosts: {a: {ansible_become: @}}}"),
    YAML_HOST_BLOCK("hosts.yml", "all:\n  hosts:\n    a:\n      ansible_become: @  # as root\n"),
    YAML_GROUP("hosts.yml", "all: {children: {g: {hosts: {a: }, vars: {ansible_become: @}}}}"),
    YAML_ALL("hosts.yml", "all: {hosts: {a: }, vars: {ansible_become: @}}"),
    YAML_TEMPLATE(
        "hosts.yml", "all: {hosts: {a: {ansible_become: '{{ root }}'}}, vars: {root: @}}"),
    INI_HOST("hosts", "[g]\na ansible_host=192.0.2.1 ansible_become=@ ansible_port=22\n"),
    INI_HOST_COMMENT("hosts", "a ansible_become=@ # as root\n"),
    INI_GROUP("hosts", "[g]\na\n[g:vars]\nansible_become=@\n"),
    INI_GROUP_BLANKS("hosts", "[g]\na\n[g:vars]\nansible_become =  @ \n"),
    INI_ALL("hosts", "a\n[all:vars]\nansible_become=@\n"),
    INI_PARENT("hosts", "[g]\na\n[p:children]\ng\n[p:vars]\nansible_become=@\n"),
    INI_TEMPLATE("hosts", "[g]\na ansible_become=\"{{ root }}\"\n[g:vars]\nroot=@\n"),
    GROUP_VARS("hosts", "[g]\na\n", "group_vars/g.yml", "---\nansible_become: @\n"),
    HOST_VARS("hosts", "[g]\na\n", "host_vars/a.yml", "ansible_become: @\n");

    private final List<String> files;

    Place(String... files) {
      this.files = List.of(files);
    }
  }

  static Stream<Arguments> words() {
    return Stream.of(Place.values())
        .flatMap(place ->
            Stream.concat(
                YES.stream().map(word -> Arguments.of(place, word, true)),
                NO.stream().map(word -> Arguments.of(place, word, false))));
  }

  @ParameterizedTest
  @MethodSource("words")
  void isWhatAnsibleTakesItFor(Place place, String word, boolean expected) throws IOException {
    Problems problems = new Problems();
    Inventory inventory = read(place, word, problems);
    assertThat(inventory.connection(inventory.host("a").orElseThrow(), problems))
        .map(Connection::become)
        .contains(expected);
    assertThat(problems.render()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void anotherWordIsAnErrorWithItsFile(Place place) throws IOException {
    Problems problems = new Problems();
    Inventory inventory = read(place, "maybe", problems);
    assertThat(inventory.connection(inventory.host("a").orElseThrow(), problems)).isEmpty();
    assertThat(problems.render()).contains("ansible_become: expected true or false").contains(":");
  }

  static Stream<Place> places() {
    return Stream.of(Place.values());
  }

  private Inventory read(Place place, String word, Problems problems) throws IOException {
    for (int i = 0; i < place.files.size(); i += 2) {
      Path file = folder.resolve(place.files.get(i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, place.files.get(i + 1).replace("@", word));
    }
    return InventoryReader.read(
            folder.resolve(place.files.getFirst()), List.of(), Vault.none(), problems)
        .orElseThrow(() -> new AssertionError(problems.render()));
  }
}
