// Reads {until, files} as JSON from standard input and writes, for each .ics file, when its events start: instants in UTC before
// `until`, in order. It goes by the file alone: rules, exceptions, overrides, and the zones that the file itself defines.
import { readFileSync } from "node:fs";
import ICAL from "../../../.ci/node_modules/ical.js/dist/ical.js";

function starts(file, until) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const events = calendar.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each, { strictExceptions: true }));
  const series = events.filter((event) => !event.isRecurrenceException());
  for (const exception of events.filter((event) => event.isRecurrenceException())) {
    series.find((event) => event.uid === exception.uid).relateException(exception);
  }
  return series.flatMap((event) => [...occurrences(event, until)]).sort();
}

function* occurrences(event, until) {
  const iterator = event.iterator();
  for (let planned = iterator.next(); planned; planned = iterator.next()) {
    const start = instant(event.getOccurrenceDetails(planned).startDate);
    if (instant(planned) >= until) {
      return;
    }
    yield start;
  }
}

function instant(time) {
  return time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

const { until, files } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(files.map((file) => starts(file, until))));
