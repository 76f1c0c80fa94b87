"""frames.py: the questions in pandas, on frames that are in memory before the clock starts.

The same steps as plain.sql: filings in force, cells to ratios with the cap, means of services, fields, regions; what
was owed and not sent counts 0, so only its number is needed.
"""
import numpy as np
import pandas as pd

TEXT = {c: "category" for c in ("service", "indicator", "component")}


class Frames:
    def __init__(self, folder):
        def read(table, names):
            return pd.read_csv(f"{folder}/{table}.csv", header=None, names=names, dtype={
                **{c: str for c in names}, **TEXT, "scored": "int8", "filing": "int32", "revision": "int32",
                "required": "float64", "fulfilled": "float64"})

        self.region = read("region", ["region", "level", "level_group"])
        self.roster = read("roster", ["region", "from_period", "to_period"])
        self.service = read("service", ["service", "level_group", "field", "valid_from", "valid_to"])
        self.indicator = read("indicator", ["indicator", "service", "component", "scored", "valid_from", "valid_to"])
        self.filing = read("filing", ["filing", "region", "period", "field", "revision", "submitted_at", "rejected_at",
                                      "status"])
        self.cell = read("achievement", ["filing", "service", "indicator", "required", "fulfilled"])
        # the texts of the cells as numbers into the two short tables, as one keeps such a frame
        self.service = self.service.set_index(self.service.service.astype(str), drop=True).drop(columns="service")
        self.indicator = self.indicator.set_index(
            self.indicator.indicator.astype(str), drop=True).drop(columns="indicator")
        self.indicator["service"] = self.indicator.service.astype(str)

    @staticmethod
    def valid(frame, period):
        return frame[(frame.valid_from.isna() | (frame.valid_from <= period))
                     & (frame.valid_to.isna() | (frame.valid_to >= period))]

    def owing(self, period):
        o = self.roster
        o = o[(o.from_period <= period) & (o["to_period"].isna() | (o["to_period"] >= period))]
        return self.region[self.region.region.isin(o.region)]

    def effective(self, period, region=None):
        f = self.filing[(self.filing.period == period) & (self.filing.status == "filed")
                        & self.filing.rejected_at.isna()]
        if region:
            f = f[f.region == region]
        f = f.sort_values("revision")
        first = f.groupby(["region", "field"]).submitted_at.min().rename("arrived_at").reset_index()
        return f.drop_duplicates(["region", "field"], keep="last").merge(first, on=["region", "field"])

    def catalogue(self, period):
        i = self.valid(self.indicator, period)
        return i[i.service.isin(self.valid(self.service, period).index)].join(
            self.service[["level_group", "field"]], on="service")

    def cells(self, effective, catalogue):
        """The cells in force, each with its ratio: NaN where nothing was needed."""
        c = self.cell[self.cell.filing.isin(effective.filing)]
        kind = catalogue.assign(kind=np.where(catalogue.component == "penerima", 1, 2) * catalogue.scored).kind
        # by code of the category: one lookup a cell in a short array
        kinds = kind.reindex(c.indicator.cat.categories).fillna(-1).to_numpy(np.int8)
        c = c.assign(kind=kinds[c.indicator.cat.codes])
        c = c[c.kind >= 0]
        need, done = c.required.to_numpy(), c.fulfilled.to_numpy()
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where((need > 0) & (done >= 0), np.minimum(done / need, 1.0), 0.0)
        ratio[(need == 0) & (done == 0)] = np.nan
        return c.assign(ratio=ratio)

    def services(self, period, region=None):
        effective, catalogue = self.effective(period, region), self.catalogue(period)
        owing = self.owing(period)
        if region:
            owing = owing[owing.region == region]
        c = self.cells(effective, catalogue)
        sums = c[c.kind > 0].groupby(["filing", "service", "kind"], observed=True).ratio.agg(["sum", "size", "count"])
        sums = sums.assign(off=sums["size"] - sums["count"])[["sum", "off"]].unstack("kind").reindex(
            columns=pd.MultiIndex.from_product([["sum", "off"], [1, 2]])).fillna(0.0)
        sums.columns = ["served", "quality", "served_off", "quality_off"]
        sums = sums.reset_index().astype({"service": str})
        scored = catalogue[catalogue.scored == 1]
        counts = catalogue.groupby(["level_group", "field", "service"]).size().to_frame("cells").join(pd.DataFrame({
            "penerima": scored[scored.component == "penerima"].groupby(["level_group", "field", "service"]).size(),
            "mutu": scored[scored.component == "mutu"].groupby(["level_group", "field", "service"]).size()})).fillna(0)
        s = owing.merge(counts.reset_index(), on="level_group")
        s = s.merge(effective[["region", "field", "filing"]], on=["region", "field"], how="left")
        s = s.merge(sums, on=["filing", "service"], how="left").fillna(
            {"served": 0.0, "quality": 0.0, "served_off": 0.0, "quality_off": 0.0})
        s["served_count"] = s.penerima - s.served_off
        s["quality_count"] = s.mutu - s.quality_off
        served = s.served / s.served_count.where(s.served_count > 0)
        quality = s.quality / s.quality_count.where(s.quality_count > 0)
        s["score"] = np.where(quality.isna(), served, 0.8 * served + 0.2 * quality)
        s["filed"] = s.filing.notna()
        return s, c, catalogue

    def regions(self, period, region=None):
        s, _, _ = self.services(period, region)
        f = s.groupby(["region", "level", "field"]).agg(score=("score", "mean"), filed=("filed", "max"))
        r = f.groupby(level=["region", "level"]).agg(score=("score", "mean"), filed=("filed", "max")).reset_index()
        r["score"] = np.floor(1e11 * r.score.where(r.filed) + 0.5) / 1e9
        return r

    def ranks(self, period):
        r = self.regions(period)
        r["place"] = r.groupby("level").score.rank(method="min", ascending=False)
        return r

    def answer(self, question, facts):
        return getattr(self, question)(facts)

    def Q1(self, q):
        r = self.ranks(q["period"])
        if q["previous"] < q["period"]:
            r = r.merge(self.ranks(q["previous"])[["region", "place"]], on="region", how="left",
                        suffixes=("", "_before"))
        else:
            r["place_before"] = np.nan
        return rows(r[["region", "score", "place", "place_before"]])

    def Q2(self, q):
        return rows(self.regions(q["period"], q["region"])[["region", "score"]])

    def Q3(self, q):
        effective, catalogue, owing = self.effective(q["period"]), self.catalogue(q["period"]), self.owing(q["period"])
        c = self.cell[self.cell.filing.isin(effective.filing)]
        known = c.indicator.cat.categories.isin(catalogue.index)
        c = c[known[c.indicator.cat.codes] & c.required.notna() & c.fulfilled.notna()]
        filled = c.groupby("filing").size().rename("filled").reset_index()
        owed = catalogue.groupby(["level_group", "field"]).size().rename("owed").reset_index()
        s = owing.merge(owed, on="level_group").merge(effective, on=["region", "field"], how="left").merge(
            filled, on="filing", how="left")
        s["filled"] = s.filled.fillna(0)
        s["sent"] = s.filing.notna()
        g = s.groupby(["region", "level"]).agg(reported=("sent", "max"), all=("sent", "min"),
                                               at=("arrived_at", last_of),
                                               filled=("filled", "sum"), owed=("owed", "sum")).reset_index()
        g["complete"] = g.filled == g.owed
        g["on_time"] = g["all"] & (g["at"] < q["cutoff"])
        g["late"] = g["all"] & (g["at"] >= q["cutoff"])
        g["expected"] = 1
        g = pd.concat([g, g.assign(level="semua")])
        counts = ["expected", "reported", "complete", "on_time", "late", "filled", "owed"]
        g = g.groupby("level")[counts].sum().reset_index()
        return rows(g)

    def Q4(self, q):
        out = []
        for period in sorted(p for p in self.filing.period.unique() if q["first"] <= p <= q["last"]):
            r = self.regions(period)
            out.append([period, int(r.score.count()), float(np.floor(1e9 * r.score.mean() + 0.5) / 1e9),
                        100.0 * float(r.filed.sum()) / len(r)])
        return out

    def Q5(self, q):
        s, c, catalogue = self.services(q["period"], q["region"])
        fields = s.groupby("field").score.agg(["mean", "count"])
        s = s.merge(fields["count"].rename("services").reset_index(), on="field")
        s["share"] = 100.0 / fields["mean"].count() / s.services
        leaf = catalogue[catalogue.level_group == s.level_group.iloc[0]].drop(columns=["field", "level_group"])
        leaf = leaf.reset_index().merge(s, on="service")
        leaf = leaf.merge(c[["indicator", "ratio"]].astype({"indicator": str}).assign(sent=True), on="indicator",
                          how="left")
        ratio = leaf.ratio.where(leaf.sent.notna(), 0.0)
        share = np.where(leaf.component == "mutu", 0.2 / leaf.quality_count,
                         np.where(leaf.quality_count == 0, 1.0, 0.8) / leaf.served_count)
        leaf["weight"] = np.where((leaf.scored == 0) | leaf.score.isna() | ratio.isna(), 0.0, leaf.share * share)
        leaf["points"] = leaf.weight * ratio.fillna(0.0)
        return rows(leaf[["indicator", "weight", "points"]])


def last_of(stamps):
    return max((t for t in stamps if isinstance(t, str)), default="")


def rows(frame):
    return [[None if v is None or v != v else v.item() if hasattr(v, "item") else v for v in row]
            for row in frame.astype(object).itertuples(index=False)]
