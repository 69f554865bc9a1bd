"""Lines above a report that name who gave it, where and when, and are no heading of it."""

import re

from reports.importer.folding import fold

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭"
    "洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠曲封芮储靳焦巴谷车侯宁仇甘厉武符刘景詹束龙叶司黎白蒲池乔闻党翟谭姬申冉桑桂牛边燕尚温庄"
    "晏柴瞿阎习艾容古易廖耿匡文关简饶沙丰游权盖连佟涂肖欧某"
)
ALSO_WORDS = "平安成方时于计明常和华全高万元石关路金文容古管应解支连"  # many a heading begins with them
OFFICE = (
    r"(?:省|市|州|盟|县|区|旗|局|厅|处|署|部|院|校|镇|乡|行|会|检察|支队|大队|所)长"
    r"|主任|主席|书记|政委|代表|报告人|汇报人|述职人|发言人"
)
NAMED = re.compile(rf"[{SURNAMES}]\s?\S\s?\S?")
IN_OFFICE = re.compile(rf"(?:\S{{0,20}}?(?:{OFFICE}))[\s:：]*[{SURNAMES}]\s?\S\s?\S?")
BODY = re.compile(r"\S{2,20}(?:人民政府|公安局|公安厅|公安部|委员会|办公室|法院|检察院)(?:办公室|党委)?")


def is_byline(text):
    """Whether a line is a person's name, an office with a name, or the body whose report it is."""
    folded = fold(text).strip()
    if BODY.fullmatch(folded) or IN_OFFICE.fullmatch(folded):
        return True
    named = NAMED.fullmatch(folded)
    return named is not None and (" " in folded or (len(folded) == 3 and folded[0] not in ALSO_WORDS))
