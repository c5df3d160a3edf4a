package org.hactl.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.inventory.Inventory;
import org.hactl.inventory.InventoryReader;
import org.hactl.inventory.Vault;
import org.hactl.site.model.Site;
import org.hactl.yaml.Problems;

/** Sites and inventories for tests. */
public final class Sites {
  public static final Path RESOURCES = Path.of("src/test/resources/site");
  public static final Path ARTICLE = Path.of("site.yml");
  public static final Path ARTICLE_INVENTORY = Path.of("../inventory");

  static final ObjectMapper JSON = HostJson.mapper(Kinds.namedTypes());

  /** The result of reading a site. */
  public record Result(Optional<Site> site, Problems errors, Problems warnings) {
    public Site orThrow() {
      return site.orElseThrow(() -> new AssertionError(errors.render()));
    }
  }

  private Sites() {}

  public static Inventory inventory(Path path) {
    Problems problems = new Problems();
    Inventory inventory =
        InventoryReader.read(path, List.of(), Vault.none(), problems)
            .orElseThrow(() -> new AssertionError(problems.render()));
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.render());
    }
    return inventory;
  }

  public static Result read(Path site, Inventory inventory) {
    Problems errors = new Problems();
    Problems warnings = new Problems();
    return new Result(SiteReader.read(site, inventory, errors, warnings), errors, warnings);
  }

  static Site article() {
    return read(ARTICLE, inventory(ARTICLE_INVENTORY)).orThrow();
  }

  /** Writes both files into a folder and reads them. */
  public static Result read(Path folder, String hosts, String site) {
    try {
      Path inventory = Files.writeString(folder.resolve("hosts.yml"), hosts);
      Path file = Files.writeString(folder.resolve("site.yml"), site);
      return read(file, inventory(inventory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String json(HostState state) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
