package dev.heddle.agent.apply;

import static dev.heddle.agent.testkit.Orders.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Grant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CdiSpecTest {

    private static final Grant TRAIN = grant("train", 7, 0, 1);

    @Test
    void specOfARealNodeNamesItsDevices() {
        String spec = new String(CdiSpec.render(TRAIN, List.of(0, 1), Path.of("/")), StandardCharsets.UTF_8);

        assertThat(spec).isEqualToIgnoringWhitespace("""
                        {"cdiVersion": "0.5.0",
                         "kind": "heddle.dev/computedomain",
                         "devices": [{
                           "name": "train",
                           "containerEdits": {
                             "env": [
                               "NVIDIA_VISIBLE_DEVICES=void",
                               "HEDDLE_COMPUTE_DOMAIN=train",
                               "HEDDLE_COMPUTE_DOMAIN_UID=uid-train",
                               "HEDDLE_CHANNEL=7",
                               "HEDDLE_GPUS=GPU-00000000-0000-0000-0000-000000000000,GPU-00000001-0000-0000-0000-000000000000",
                               "HEDDLE_MEMBERS=rack-01-tray-02,rack-01-tray-03"],
                             "deviceNodes": [
                               {"path": "/dev/nvidia-caps-imex-channels/channel7", "permissions": "rw"},
                               {"path": "/dev/nvidia0", "permissions": "rw"},
                               {"path": "/dev/nvidia1", "permissions": "rw"},
                               {"path": "/dev/nvidiactl", "permissions": "rw"},
                               {"path": "/dev/nvidia-uvm", "permissions": "rw"}]}}]}
                        """);
    }

    @Test
    void devicesBelowAnotherRootCarryTheirHostPath() {
        String spec = new String(CdiSpec.render(TRAIN, List.of(0, 1), Path.of("/srv/n1")), StandardCharsets.UTF_8);

        assertThat(spec).contains("\"/srv/n1/dev/nvidia-caps-imex-channels/channel7\"");
    }

    @Test
    void nodeWithoutChannelsGetsNone() {
        String spec = new String(CdiSpec.render(grant("solo", 0, 2), List.of(2), Path.of("/")), StandardCharsets.UTF_8);

        assertThat(spec).doesNotContain("imex").contains("/dev/nvidia2");
    }

    @Test
    void specSaysWhatItGrants() {
        byte[] spec = CdiSpec.render(TRAIN, List.of(0, 1), Path.of("/"));

        assertThat(CdiSpec.parse(TRAIN.computeDomain(), spec)).isEqualTo(TRAIN);
    }

    @Test
    void fileThatMakesNoSenseIsStillHeld() {
        ComputeDomainUid uid = new ComputeDomainUid("uid-x");

        for (String text : List.of("", "nonsense", "{}", "[]", "{\"devices\":[{}]}")) {
            Grant grant = CdiSpec.parse(uid, text.getBytes(StandardCharsets.UTF_8));
            assertThat(grant.computeDomain()).isEqualTo(uid);
            assertThat(grant.channel()).isZero();
        }
    }
}
