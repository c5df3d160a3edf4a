package org.hactl.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShapeTest {
  enum Kind {
    PASS,
    AH
  }

  record Authentication(Kind type, HiddenText password) {}

  record Router(
      String networkInterface,
      int id,
      Duration interval,
      Optional<Authentication> authentication,
      List<String> addresses,
      Map<String, Integer> priorities) {}

  private static final Shape<Authentication> AUTHENTICATION = authentication();
  private static final Shape<Router> ROUTER = router();

  private static Shape<Authentication> authentication() {
    Fields f = new Fields("How routers know each other");
    var type = f.required("type", Shape.enumOf(Kind.class, Kind::name), "The kind");
    var password = f.required("password", Shape.secret().check(ShapeTest::fits), "Up to 8 bytes");
    return f.into(v -> new Authentication(v.get(type), v.get(password)));
  }

  private static void fits(HiddenText password) {
    if (password.reveal().length() > 8) {
      throw new IllegalArgumentException("is longer than 8 bytes");
    }
  }

  private static Shape<Router> router() {
    Fields f = new Fields("A virtual router");
    var networkInterface = f.required("interface", Shape.string(), "Where it speaks");
    var id = f.required("virtual_router_id", Shape.integer(1, 255), "Its VRID");
    var interval =
        f.optional("advert_interval", Shape.duration(), Duration.ofSeconds(1), "Between adverts");
    var authentication = f.optional("authentication", AUTHENTICATION, "None by default");
    var addresses = f.required("addresses", Shape.oneOrMore(Shape.string()), "The VIPs");
    var directors = f.required("directors", Shape.mapOf(Shape.integer(1, 254)), "Who takes part");
    return f.into(v ->
        new Router(
            v.get(networkInterface),
            v.get(id),
            v.get(interval),
            v.get(authentication),
            v.get(addresses),
            v.get(directors)));
  }

  private final Problems problems = new Problems();

  private <T> Optional<T> decode(Shape<T> shape, String text) {
    return YamlReader.parse(new SourceText(Path.of("site.yml"), text), problems)
        .flatMap(node -> shape.decode(node, Decoding.into(problems)));
  }

  private String problem() {
    assertThat(problems.all()).hasSize(1);
    return problems.render();
  }

  @Test
  void aWholeRecordIsReadWithItsDefaults() {
    Optional<Router> router =
        decode(
            ROUTER,
            """
            interface: eth0
            virtual_router_id: 51
            authentication: {type: PASS, password: 1111}
            addresses: 192.168.0.254
            directors: {lvs1: 100, lvs2: 90}
            """);

    assertThat(problems.all()).isEmpty();
    assertThat(router)
        .contains(
            new Router(
                "eth0",
                51,
                Duration.ofSeconds(1),
                Optional.of(new Authentication(Kind.PASS, new HiddenText("1111"))),
                List.of("192.168.0.254"),
                Map.of("lvs1", 100, "lvs2", 90)));
  }

  @Test
  void allErrorsAreReportedAtOnceWithTheirPlaces() {
    Optional<Router> router =
        decode(
            ROUTER,
            """
            interfase: eth0
            virtual_router_id: "51"
            advert_interval: 1
            authentication: {type: PAS, password: muchtoolong}
            directors: {lvs1: 255, lvs2: low}
            """);

    assertThat(router).isEmpty();
    assertThat(problems.render())
        .isEqualTo(
            """
            site.yml:1:1: "addresses" is missing
                interfase: eth0
                ^
            site.yml:1:1: "interface" is missing
                interfase: eth0
                ^
            site.yml:1:1: the key "interfase" is not known
                interfase: eth0
                ^
                did you mean interface?
            site.yml:2:20: virtual_router_id: expected a whole number from 1 to 255, found the text "51"
                virtual_router_id: "51"
                                   ^
                did you mean 51 without quotes?
            site.yml:3:18: advert_interval: expected a duration from 1us to 366d such as 1s, 500ms or 1h30m, found 1
                advert_interval: 1
                                 ^
                did you mean 1s?
            site.yml:4:24: authentication.type: expected one of PASS, AH, found the text "PAS"
                authentication: {type: PAS, password: muchtoolong}
                                       ^
                did you mean PASS?
            site.yml:4:39: authentication.password: is longer than 8 bytes
                authentication: {type: PAS, password: ***
                                                      ^
            site.yml:5:19: directors.lvs1: expected a whole number from 1 to 254, found 255
                directors: {lvs1: 255, lvs2: low}
                                  ^
            site.yml:5:30: directors.lvs2: expected a whole number from 1 to 254, found the text "low"
                directors: {lvs1: 255, lvs2: low}
                                             ^\
            """);
  }

  @Test
  void aDuplicateKeyIsAProblemAtItsSecondPlace() {
    decode(Shape.mapOf(Shape.string()), "a: 1\nb: 2\na: 3\n");

    assertThat(problem()).startsWith("site.yml:3:1: the key \"a\" appears twice, first in line 1");
  }

  @Test
  void anEitherChoosesByTheKindOfTheNode() {
    Shape<String> either =
        Shape.either(
            Shape.string().map(group -> "group " + group),
            Shape.mapOf(Shape.integer(0, 9)).map(map -> "map " + map));

    assertThat(decode(either, "webs")).contains("group webs");
    assertThat(decode(either, "{web1: 1}")).contains("map {web1=1}");
    assertThat(problems.all()).isEmpty();
    decode(either, "[web1]");
    assertThat(problem()).contains("expected a text or a map, found a list");
  }

  @Test
  void aTemplateIsRenderedBeforeItIsTyped() {
    Renderer renderer =
        (scalar, _) -> Optional.of(scalar.rendered(scalar.text().replace("{{ n }}", "7"), false));
    YamlNode node =
        YamlReader.parse(new SourceText(Path.of("a.yml"), "[\"{{ n }}\", \"1{{ n }}\"]"), problems)
            .orElseThrow();

    assertThat(
            Shape.list(Shape.integer(0, 99))
                .decode(node, Decoding.into(problems).rendering(renderer)))
        .contains(List.of(7, 17));
  }

  @Test
  void aDeferredNodeIsLeftAsItStands() {
    Renderer none =
        (scalar, _) -> {
          throw new AssertionError("rendered " + scalar);
        };
    YamlNode node =
        YamlReader.parse(new SourceText(Path.of("a.yml"), "{x: \"{{ n }}\"}"), problems)
            .orElseThrow();

    Optional<Map<String, YamlNode>> map =
        Shape.mapOf(Shape.node()).decode(node, Decoding.into(problems).rendering(none));

    assertThat(map.orElseThrow().get("x")).isInstanceOf(YamlScalar.class);
  }

  @Test
  void theSchemaComesFromTheSameDeclaration() {
    assertThat(Definitions.document("router", ROUTER.named("Router")).toPrettyString())
        .contains("\"$ref\" : \"#/$defs/Router\"")
        .contains("\"additionalProperties\" : false")
        .contains(
            "\"required\" : [ \"interface\", \"virtual_router_id\", \"addresses\", \"directors\" ]")
        .contains("\"default\" : \"1s\"")
        .contains("\"enum\" : [ \"PASS\", \"AH\" ]");
  }
}
