import app.widerspruch.core.ChannelState;
import app.widerspruch.core.Core;
import app.widerspruch.core.CoreException;
import app.widerspruch.core.DeviceReport;
import app.widerspruch.core.Moment;
import app.widerspruch.core.OpenConfig;
import app.widerspruch.core.Outcome;
import app.widerspruch.core.PermissionState;
import app.widerspruch.core.Platform;
import app.widerspruch.core.ReminderPlan;
import app.widerspruch.core.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Uses the app's shrunk classes on a JVM, with the library of this machine, to find a rule that is missing in
 * app/proguard-rules.pro before a phone does.
 *
 * <p>Usage: {@code Walk FOLDER MANIFEST_CLASSES BRIDGE_CLASSES}: an empty folder for the records, and two files with one class
 * name on each line. Android makes objects of the first by name; JNA's library looks up the second.
 */
final class Walk {
    private static final Moment EVENING = new Moment(1_795_460_400L, 3600);
    private static final Moment NEXT_EVENING = new Moment(1_795_546_800L, 3600);

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        for (String name : Files.readAllLines(Path.of(arguments[1]))) {
            // Not initialised: the framework's classes have no code here.
            Class.forName(name, false, Walk.class.getClassLoader()).getConstructor();
        }
        for (String name : Files.readAllLines(Path.of(arguments[2]))) {
            Class.forName(name, false, Walk.class.getClassLoader());
        }
        Screen lastScreen;
        try (Core core = Core.Companion.open(config(folder))) {
            require(!core.screen("/", EVENING).getSections().isEmpty(), "the first screen has rows");
            Outcome begun = core.perform("begin/linkedin", Map.of("country", "DE"), EVENING);
            require(begun.getNotice() != null, "the beginning has a notice");
            require(core.screen("/p1/services/linkedin/ai-training", EVENING).getSections().size() > 1, "a guide has steps");
            ReminderPlan before = core.reminders(EVENING);
            require(!before.getUpcoming().isEmpty(), "reminders are planned");
            core.report(
                    new DeviceReport(
                            List.of("en"),
                            PermissionState.GRANTED,
                            ChannelState.ON,
                            List.of(),
                            "samsung",
                            List.of(),
                            List.of(),
                            List.of(before.getUpcoming().get(0).getId()),
                            null),
                    EVENING);
            Outcome confirmed = core.perform("confirm/p1/linkedin/ai-training", Map.of(), NEXT_EVENING);
            require(confirmed.getNotice().getUndo() != null, "a confirmation can be undone");
            require(!core.reminders(NEXT_EVENING).equals(before), "a confirmation changes the plan");
            try {
                core.screen("nowhere", NEXT_EVENING);
                throw new AssertionError("failed: an unknown route is refused");
            } catch (Exception refused) {
                // Shrinking removes `throws` clauses, so the compiler rejects a narrower type.
                require(
                        refused instanceof CoreException.UnknownRoute route
                                && !route.getExplanation().isEmpty()
                                && !route.getDetails().isEmpty(),
                        "an error has its type, explains itself and has details");
            }
            lastScreen = core.screen("/", NEXT_EVENING);
        }
        try (Core core = Core.Companion.open(config(folder))) {
            require(core.screen("/", NEXT_EVENING).equals(lastScreen), "the confirmation survives a restart");
        }
        System.out.println("walked");
    }

    private static OpenConfig config(Path folder) {
        return new OpenConfig(folder.toString(), List.of("en"), null, "DE", Platform.ANDROID, "0.1.0");
    }

    private static void require(boolean holds, String expectation) {
        if (!holds) {
            throw new AssertionError("failed: " + expectation);
        }
    }
}
