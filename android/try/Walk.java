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
 * Walks through the classes that are left after shrinking, on a JVM and with the library of this machine: a rule that is
 * missing in app/proguard-rules.pro is seen here and not on a phone.
 *
 * <p>Usage: {@code Walk FOLDER MANIFEST_CLASSES BRIDGE_CLASSES}: an empty folder for the records, and two files with a class a
 * line. Android makes those of the manifest by name; JNA's library looks up the others.
 */
final class Walk {
    private static final Moment EVENING = new Moment(1_795_460_400L, 3600);
    private static final Moment NEXT_EVENING = new Moment(1_795_546_800L, 3600);

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        for (String name : Files.readAllLines(Path.of(arguments[1]))) {
            // Not initialised: what is below them is Android, of which only the shapes are here.
            Class.forName(name, false, Walk.class.getClassLoader()).getConstructor();
        }
        for (String name : Files.readAllLines(Path.of(arguments[2]))) {
            Class.forName(name, false, Walk.class.getClassLoader());
        }
        Screen left;
        try (Core core = Core.Companion.open(config(folder))) {
            must(core.screen("/", EVENING).getPrimary() != null, "the welcome screen has a button");
            Outcome welcomed = core.perform("welcome", Map.of("country", "DE"), EVENING);
            must(welcomed.getNotice() != null, "welcome is answered in words");
            must(core.screen("/p1/services/linkedin/ai-training", EVENING).getSections().size() > 1, "a guide has steps");
            ReminderPlan before = core.reminders(EVENING);
            must(!before.getUpcoming().isEmpty(), "reminders are planned");
            core.report(
                    new DeviceReport(
                            List.of("en"),
                            PermissionState.GRANTED,
                            ChannelState.ON,
                            List.of(),
                            List.of(),
                            List.of(before.getUpcoming().get(0).getId()),
                            null),
                    EVENING);
            Outcome confirmed = core.perform("confirm/p1/linkedin/ai-training", Map.of(), NEXT_EVENING);
            must(confirmed.getNotice().getUndo() != null, "what was confirmed can be undone");
            must(!core.reminders(NEXT_EVENING).equals(before), "what was confirmed changes the plan");
            try {
                core.screen("nowhere", NEXT_EVENING);
                throw new AssertionError("not so: what is no route is refused");
            } catch (Exception refused) {
                // Shrinking leaves out what a method declares to throw, so the compiler takes no narrower one.
                must(
                        refused instanceof CoreException.UnknownRoute route && !route.getExplanation().isEmpty(),
                        "an error has its type and explains itself");
            }
            left = core.screen("/", NEXT_EVENING);
        }
        try (Core core = Core.Companion.open(config(folder))) {
            must(core.screen("/", NEXT_EVENING).equals(left), "what was confirmed is still there");
        }
        System.out.println("walked");
    }

    private static OpenConfig config(Path folder) {
        return new OpenConfig(folder.toString(), List.of("en"), null, "DE", Platform.ANDROID, "0.1.0");
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not so: " + what);
        }
    }
}
